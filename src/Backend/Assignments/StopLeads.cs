using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Events;
using Npgsql;

namespace LeadPlatform.Backend.Assignments;

/// <summary>
/// Handles <c>leads.consent-revoked.v1</c> and <c>leads.erased.v1</c>: nobody gets the lead any more, whether its qualification has come, is still to come, or it waits
/// unmatched. Takes turns with the assignment: a lead is assigned before this, or not at all.
/// </summary>
internal sealed partial class StopLeads(NpgsqlDataSource database, TimeProvider time, ILogger<StopLeads> logger) : IEventHandler
{
    public const string DurableOfRevoked = "backend-stop-revoked";
    public const string DurableOfErased = "backend-stop-erased";

    private const string Sql =
        """
        select pg_advisory_xact_lock(@lock);
        insert into stopped_lead (lead_id, reason, stopped_at) select lead_id, reason, @now from unnest(@leads, @reasons) as row (lead_id, reason) on conflict do nothing;
        update unmatched_lead set closed_at = @now where lead_id = any(@leads) and closed_at is null;
        """;

    public async Task<IReadOnlyList<Outcome>> HandleAsync(IReadOnlyList<ReceivedEvent> events, CancellationToken cancellationToken)
    {
        var leads = events.DistinctBy(one => one.LeadId).ToArray();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Sql, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<long>("lock", AssignmentSession.Lock));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("now", time.GetUtcNow()));
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("leads", Array.ConvertAll(leads, one => one.LeadId)));
        command.Parameters.Add(new NpgsqlParameter<string[]>("reasons", Array.ConvertAll(leads, one => StopReason.Of(one.Type))));
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Stopped(logger, leads.Length);
        return Outcome.AllDone(events.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2320, Level = LogLevel.Information, Message = "{Count} leads were stopped: they are assigned to nobody")]
        public static partial void Stopped(ILogger logger, int count);
    }
}
