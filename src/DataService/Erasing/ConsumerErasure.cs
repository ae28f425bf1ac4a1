using LeadPlatform.Auditing;
using LeadPlatform.DataService.Consumers;
using LeadPlatform.ServiceDefaults.Auditing;
using Npgsql;

namespace LeadPlatform.DataService.Erasing;

/// <summary>Erases a consumer with all their leads, here and in every other store.</summary>
internal sealed partial class ConsumerErasure(
    Eraser eraser, ErasureNotes notes, ConsumerLeads consumers, PendingStores stores, AuditLog audit, TimeProvider time, ILogger<ConsumerErasure> logger)
{
    private const string Note =
        """
        INSERT INTO erasure (consumer_id, lead_ids, erased_at, pending) VALUES ($1, $2, $3, $4)
        ON CONFLICT (consumer_id) DO UPDATE SET lead_ids = EXCLUDED.lead_ids, pending = EXCLUDED.pending
        """;

    /// <summary>Erases them now; what is not there any more, or was erased before, is no failure.</summary>
    /// <param name="entry">Of the audit log.</param>
    public async Task<ErasureOutcome> EraseAsync(Guid consumerId, AuditEntry entry, CancellationToken cancellationToken)
    {
        var leadIds = await consumers.FindAsync(consumerId, cancellationToken);
        if (leadIds.Length == 0)
            return ErasureOutcome.Unknown;
        if (await LegalHolds.StandsAsync(consumers.Database, consumerId, cancellationToken))
            return ErasureOutcome.Held;

        // Before the commit: an erasure that is noted and not done is done at the next start, one that is done and not noted could come back.
        await notes.AddAsync(new ErasureNote(consumerId, leadIds, time.GetUtcNow()), cancellationToken);
        var outcome = await EraseNotedAsync(consumerId, leadIds, entry, cancellationToken);
        if (outcome == ErasureOutcome.Held)
            notes.Remove(consumerId);
        return outcome;
    }

    /// <summary>The same for an erasure that is noted already.</summary>
    public async Task<ErasureOutcome> EraseNotedAsync(Guid consumerId, Guid[] leadIds, AuditEntry entry, CancellationToken cancellationToken)
    {
        var done = await eraser.EraseAsync(
            leadIds.ToDictionary(leadId => leadId, _ => consumerId),
            async (connection, transaction, now) =>
            {
                if (!await LegalHolds.PassAsync(connection, [consumerId], cancellationToken))
                    return false;
                await using var note = new NpgsqlCommand(Note, connection, transaction)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<Guid> { TypedValue = consumerId }, new NpgsqlParameter<Guid[]> { TypedValue = leadIds },
                        new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime }, new NpgsqlParameter<string[]> { TypedValue = stores.Names },
                    },
                };
                await note.ExecuteNonQueryAsync(cancellationToken);
                await audit.AppendAsync(connection, transaction, entry, cancellationToken);
                return true;
            },
            cancellationToken);
        if (!done)
            return ErasureOutcome.Held;
        Log.Erased(logger, consumerId, leadIds.Length);
        await stores.ForgetAsync(cancellationToken);
        return ErasureOutcome.Erased;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2510, Level = LogLevel.Information, Message = "Consumer {ConsumerId} was erased with {Leads} leads")]
        public static partial void Erased(ILogger logger, Guid consumerId, int leads);
    }
}

internal enum ErasureOutcome
{
    /// <summary>Nothing tells who they are any more.</summary>
    Erased,

    /// <summary>There is no such consumer.</summary>
    Unknown,

    /// <summary>A legal hold stands: nothing was done.</summary>
    Held,
}
