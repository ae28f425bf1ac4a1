using LeadPlatform.DataService.Consumers;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.ServiceDefaults.Auditing;
using Npgsql;

namespace LeadPlatform.DataService.Erasing;

/// <summary>
/// Does again, at start, the erasures that are noted and that the database does not know: it was brought back to a time before them. The service takes no request before.
/// </summary>
internal sealed partial class ErasureReplay(NpgsqlDataSource database, ErasureNotes notes, ConsumerErasure erasure, ConsumerLeads consumers, TimeProvider time, ILogger<ErasureReplay> logger)
    : IHostedService
{
    private const int BatchSize = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ReplayAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (TransientFault.Is(exception) && !cancellationToken.IsCancellationRequested)
            {
                Log.Waiting(logger, exception.GetType().Name);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task ReplayAsync(CancellationToken cancellationToken)
    {
        var replayed = 0;
        foreach (var some in notes.Consumers().Chunk(BatchSize))
        {
            foreach (var consumerId in await UnknownAsync(some, cancellationToken))
            {
                if (await notes.ReadAsync(consumerId, cancellationToken) is not { } note)
                    continue;
                // The restored database may know leads of theirs under another consumer, or no lead at all.
                var leadIds = await consumers.ExistingAsync([.. note.LeadIds, .. await consumers.FindAsync(consumerId, cancellationToken)], cancellationToken);
                var entry = AuditEntry.OfService("dataservice", "consumer.erase", "consumer", consumerId, "again, after a restore");
                if (leadIds.Length > 0 && await erasure.EraseNotedAsync(consumerId, leadIds, entry, cancellationToken) == ErasureOutcome.Erased)
                    replayed++;
            }
        }

        if (replayed > 0)
            Log.Replayed(logger, replayed);
    }

    private async Task<List<Guid>> UnknownAsync(Guid[] consumerIds, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT id FROM unnest($1) AS id WHERE id NOT IN (SELECT consumer_id FROM erasure WHERE consumer_id = ANY($1))");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = consumerIds });
        var unknown = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            unknown.Add(reader.GetGuid(0));
        return unknown;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2513, Level = LogLevel.Warning, Message = "{Count} consumers who had been erased were in the database again, and are erased")]
        public static partial void Replayed(ILogger logger, int count);

        [LoggerMessage(EventId = 2514, Level = LogLevel.Warning, Message = "The start waits for the database ({ExceptionType}): erasures are noted that it may not know")]
        public static partial void Waiting(ILogger logger, string exceptionType);
    }
}
