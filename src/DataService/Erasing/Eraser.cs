using LeadPlatform.Contracts.Events;
using LeadPlatform.DataService.Caching;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Storage;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Outbox;
using Npgsql;
using NpgsqlTypes;

namespace LeadPlatform.DataService.Erasing;

/// <summary>
/// Removes what tells who the consumers of leads are: the documents with their data keys, what consumers said in free text, the keys that find and match them, the cached
/// answers. The leads' facts, their consent's wording and time, and their history stay. Again is harmless.
/// </summary>
internal sealed class Eraser(NpgsqlDataSource database, PersonalSeal seal, PersonalTraces traces, LeadCacheChanges cache, EventOutbox outbox, TimeProvider time)
{
    private const string Statements =
        """
        UPDATE consumer_contact SET document = @erased WHERE lead_id = ANY(@leads);
        UPDATE lead SET details = NULL, sub_id = NULL, consent_page = NULL, consent_certificate = NULL, updated_at = GREATEST(updated_at, @at) WHERE lead_id = ANY(@leads);
        DELETE FROM search_key USING unnest(@search_keys, @search_leads) AS t (key, lead) WHERE search_key.key = t.key AND search_key.lead_id = t.lead;
        DELETE FROM duplicate_claim WHERE key = ANY(@claims) AND lead_id = ANY(@leads);
        UPDATE consent_revocation SET origin = NULL WHERE lead_id = ANY(@leads);
        DELETE FROM idempotency_key k USING lead l WHERE l.lead_id = ANY(@leads) AND k.created_at = l.received_at AND k.lead_id = l.lead_id;
        DELETE FROM outbox WHERE lead_id = ANY(@leads);
        """;

    // No index leads from a lead to these: seconds with millions of leads.
    private const string Unreadable =
        """
        DELETE FROM search_key WHERE lead_id = ANY(@unreadable);
        DELETE FROM duplicate_claim WHERE lead_id = ANY(@unreadable);
        """;

    /// <summary>Erases leads in one transaction.</summary>
    /// <param name="consumerOf">The leads, with their consumers.</param>
    /// <param name="alongside">Is committed with it, or calls it off by returning false.</param>
    /// <returns>Whether it was done.</returns>
    public async Task<bool> EraseAsync(
        IReadOnlyDictionary<Guid, Guid> consumerOf, Func<NpgsqlConnection, NpgsqlTransaction, DateTimeOffset, Task<bool>> alongside, CancellationToken cancellationToken)
    {
        Guid[] leadIds = [.. consumerOf.Keys.Order()];
        await cache.SuspectAsync(leadIds, cancellationToken);
        var now = time.GetUtcNow();
        OutgoingEvent[] events =
            [.. leadIds.Select(leadId => OutgoingEvent.Create(LeadEvents.Erased, leadId, new LeadErased(consumerOf[leadId]), EventJson.Default.LeadErased, now))];
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (!await alongside(connection, transaction, now))
                return false;
            var found = await traces.FindAsync(connection, seal, leadIds, cancellationToken);
            await WriteAsync(connection, leadIds, found, now, cancellationToken);
            await outbox.AppendAsync(connection, transaction, events, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        outbox.Committed(events);
        ErasingMetrics.Erased.Add(leadIds.Length);
        await cache.RefreshAsync(leadIds, cancellationToken);
        return true;
    }

    private static async Task WriteAsync(NpgsqlConnection connection, Guid[] leadIds, PersonalTraces.Found found, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(found.Unreadable.Count > 0 ? Statements + Unreadable : Statements, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("leads", leadIds));
        command.Parameters.Add(new NpgsqlParameter("at", NpgsqlDbType.TimestampTz) { Value = now.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<byte[]>("erased", SealedContent.Erased(now)));
        command.Parameters.Add(new NpgsqlParameter<long[]>("search_keys", [.. found.SearchKeys.Select(row => row.Key)]));
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("search_leads", [.. found.SearchKeys.Select(row => row.LeadId)]));
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("claims", [.. found.Claims]));
        if (found.Unreadable.Count > 0)
            command.Parameters.Add(new NpgsqlParameter<Guid[]>("unreadable", [.. found.Unreadable]));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
