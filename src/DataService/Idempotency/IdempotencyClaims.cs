using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Idempotency;

/// <summary>
/// Lets one of several posts with the same key through. A key is a row under a primary key, written in the lead's own transaction: of twins at the same
/// moment, on whatever instance, one waits until the other has committed and then finds its answer.
/// </summary>
internal static class IdempotencyClaims
{
    private const string Claim =
        """
        INSERT INTO idempotency_key (source_id, key, body_hash, lead_id, created_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING
        RETURNING lead_id
        """;

    private const string Find =
        """
        SELECT k.source_id, k.key, k.body_hash, k.lead_id, l.status, l.duplicate_of FROM idempotency_key k
        JOIN unnest($1, $2) AS t (source_id, key) USING (source_id, key)
        JOIN lead l USING (lead_id)
        """;

    /// <summary>Claims the keys of the leads that have one.</summary>
    /// <param name="begin">The statement that begins the transaction.</param>
    /// <returns>The leads that may go on: those without a key, and those whose key was free. The others are settled by <see cref="SettleAsync"/> after the commit.</returns>
    public static async Task<List<CapturedLead>> ClaimAsync(
        NpgsqlConnection connection, string begin, List<CapturedLead> leads, CancellationToken cancellationToken)
    {
        var claims = First(leads);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(begin);
        batch.Add(
            Claim,
            Array.ConvertAll(claims, lead => lead.SourceId),
            Array.ConvertAll(claims, lead => lead.Idempotency!.Value.Value),
            Array.ConvertAll(claims, lead => lead.Idempotency!.Value.BodyHash),
            Array.ConvertAll(claims, lead => lead.LeadId),
            Array.ConvertAll(claims, lead => lead.ReceivedAt.UtcDateTime));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var won = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken))
            won.Add(reader.GetGuid(0));
        return leads.FindAll(lead => lead.Idempotency is null || won.Contains(lead.LeadId));
    }

    /// <summary>Answers the leads whose key was taken: with what the first post with that key got, or as a conflict where its body was another.</summary>
    public static async Task SettleAsync(NpgsqlConnection connection, List<CapturedLead> leads, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(Find, leads.ConvertAll(lead => lead.SourceId).ToArray(), leads.ConvertAll(lead => lead.Idempotency!.Value.Value).ToArray());
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var first = new Dictionary<(Guid, string), CaptureResult>();
        while (await reader.ReadAsync(cancellationToken))
        {
            first[(reader.GetGuid(0), reader.GetString(1))] = CaptureResult.Replayed(
                reader.GetGuid(3), CaptureResult.FirstStatus(reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetGuid(5)), reader.IsDBNull(5) ? null : reader.GetGuid(5), reader.GetGuid(2));
        }

        foreach (var lead in leads)
        {
            // Not there: the first one's transaction failed after ours had waited for it, or its key expired in between.
            if (!first.TryGetValue((lead.SourceId, lead.Idempotency!.Value.Value), out var answer))
                lead.Result = CaptureResult.TryAgain;
            else
                lead.Result = answer.BodyHash == lead.Idempotency.Value.BodyHash ? answer : CaptureResult.Conflict;
        }
    }

    /// <summary>The first lead of each key, in the order of the keys.</summary>
    private static CapturedLead[] First(List<CapturedLead> leads)
    {
        var first = new SortedDictionary<(Guid, string), CapturedLead>(Comparer<(Guid Source, string Key)>.Create((a, b) =>
            a.Source.CompareTo(b.Source) is var order and not 0 ? order : string.CompareOrdinal(a.Key, b.Key)));
        foreach (var lead in leads)
        {
            if (lead.Idempotency is { } key)
                first.TryAdd((lead.SourceId, key.Value), lead);
        }

        return [.. first.Values];
    }
}
