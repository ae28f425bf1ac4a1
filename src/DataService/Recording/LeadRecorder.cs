using LeadPlatform.DataService.Caching;
using LeadPlatform.DataService.Changes;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Pacing;
using Npgsql;

namespace LeadPlatform.DataService.Recording;

/// <summary>
/// Records in the lead what the events say: its state, and a line in its timeline. Any event may come twice or late: a timeline line is kept once by the
/// event's id, and a state never goes back.
/// </summary>
internal sealed class LeadRecorder(NpgsqlDataSource database, LeadCacheChanges cache, LeadSignals signals, Pace pace) : IEventHandler
{
    public const string Durable = "dataservice-record";

    public async Task<IReadOnlyList<Outcome>> HandleAsync(IReadOnlyList<ReceivedEvent> events, CancellationToken cancellationToken)
    {
        pace.LeadsPass(events.Count);
        var changes = new LeadChanges();
        foreach (var one in events)
            changes.Add(one);

        var leadIds = changes.LeadIds();
        await cache.SuspectAsync(leadIds, cancellationToken);
        var recorded = await WriteAsync(changes, cancellationToken);
        // Before anybody is told: who then reads the lead must find it changed.
        await cache.RefreshAsync(leadIds, cancellationToken);
        await signals.AnnounceAsync([.. recorded, .. changes.OnlyReceived()], cancellationToken);
        return Outcome.AllDone(events.Count);
    }

    private async Task<List<LeadSignal>> WriteAsync(LeadChanges changes, CancellationToken cancellationToken)
    {
        var recorded = new List<LeadSignal>(changes.Count);
        if (changes.Count == 0)
            return recorded;

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = changes.ToBatch(connection);
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            recorded.Add(new LeadSignal(
                reader.GetGuid(0),
                reader.GetString(1),
                reader.GetGuid(2),
                reader.IsDBNull(3) ? null : reader.GetGuid(3),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
                reader.GetFieldValue<DateTimeOffset>(6)));
        }

        return recorded;
    }
}
