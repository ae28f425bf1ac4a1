using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.Duplicates;
using LeadPlatform.DataService.Searching;
using Npgsql;

namespace LeadPlatform.DataService.Consumers;

/// <summary>What other tables hold of leads: keyed hashes, which are counted, because they tell nothing.</summary>
internal sealed class LeadTraces(NpgsqlDataSource database, SearchKeys search, ContactKeys contacts)
{
    private const string Search = "SELECT count(*) FROM search_key WHERE key = ANY($1) AND lead_id = $2";
    private const string Claims = "SELECT count(*) FROM duplicate_claim WHERE key = ANY($1) AND lead_id = $2";

    // Keys are claimed at the moment of the capture, and the moment is indexed.
    private const string Keys = "SELECT count(*) FROM idempotency_key WHERE created_at = $1 AND lead_id = $2";

    public async Task<Dictionary<Guid, (int IdempotencyKeys, Dictionary<string, int> MatchedBy)>> CountAsync(List<LeadView> leads, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<Guid, (int, Dictionary<string, int>)>();
        foreach (var lead in leads)
        {
            await using var batch = database.CreateBatch();
            Add(batch, Search, SearchOf(lead), lead.LeadId);
            Add(batch, Claims, ClaimsOf(lead), lead.LeadId);
            Add(batch, Keys, lead.ReceivedAt.UtcDateTime, lead.LeadId);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            var matchedBy = new Dictionary<string, int> { ["search"] = await NextAsync(reader, cancellationToken), ["duplicates"] = await NextAsync(reader, cancellationToken) };
            counts[lead.LeadId] = (await NextAsync(reader, cancellationToken), matchedBy);
        }

        return counts;
    }

    private static void Add<T>(NpgsqlBatch batch, string sql, T value, Guid leadId) => batch.BatchCommands.Add(
        new NpgsqlBatchCommand(sql) { Parameters = { new NpgsqlParameter<T> { TypedValue = value }, new NpgsqlParameter<Guid> { TypedValue = leadId } } });

    private static async Task<int> NextAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        var count = (int)reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        return count;
    }

    private long[] SearchOf(LeadView lead) =>
    [
        .. lead.ErasedAt is null ? NameWords.Of($"{lead.Contact.FirstName} {lead.Contact.LastName}").Select(search.OfNameWord) : [],
        .. lead.Contact.Email is { } email ? [search.OfEmail(email)] : Array.Empty<long>(),
        .. lead.Contact.Phone is { } phone ? [search.OfPhone(phone)] : Array.Empty<long>(),
    ];

    private Guid[] ClaimsOf(LeadView lead)
    {
        Guid?[] keys = [lead.Contact.Phone is { } phone ? contacts.OfPhone(phone) : null, lead.Contact.Email is { } email ? contacts.OfEmail(email) : null];
        return [.. keys.OfType<Guid>().SelectMany(key => new[] { ClaimKey.Of(key, lead.Line, Guid.Empty), ClaimKey.Of(key, lead.Line, lead.SourceId) })];
    }
}
