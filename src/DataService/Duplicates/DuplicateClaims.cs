using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Duplicates;

/// <summary>
/// Finds the leads of a batch that repeat an earlier one, in the database or in the batch itself. Every lead claims its phone and e-mail (or whatever is compared) for its line;
/// a claim that an earlier lead holds within the window makes it a duplicate of that lead. The claims are rows under a primary key, so two captures
/// of one person at the same moment, on whatever instance, wait for each other and exactly one of them is the first.
/// </summary>
internal sealed class DuplicateClaims
{
    private const string Claim =
        """
        WITH claimed AS (
            INSERT INTO duplicate_claim AS held (key, lead_id, received_at)
            SELECT * FROM unnest($1, $2, $3)
            ON CONFLICT (key) DO UPDATE SET
                lead_id = CASE WHEN held.received_at >= EXCLUDED.received_at - $4 THEN held.lead_id ELSE EXCLUDED.lead_id END,
                received_at = CASE WHEN held.received_at >= EXCLUDED.received_at - $4 THEN held.received_at ELSE EXCLUDED.received_at END
            RETURNING key, lead_id, xmax <> 0 AS held_before)
        SELECT key, lead_id FROM claimed WHERE held_before
        """;

    private readonly DuplicateOptions _options;
    private readonly Dictionary<Guid, Holder> _holders = [];
    private readonly List<CapturedLead> _leads = [];

    public DuplicateClaims(DuplicateOptions options) => _options = options;

    /// <summary>Adds a lead; those added before it come first where two of a batch are the same.</summary>
    public void Add(CapturedLead lead)
    {
        if (_options.Window == TimeSpan.Zero)
            return;
        _leads.Add(lead);
        foreach (var key in KeysOf(lead))
            _holders.TryAdd(key, new Holder(lead.LeadId, lead.ReceivedAt.UtcDateTime));
    }

    /// <summary>Adds the statement that makes the claims; its result goes to <see cref="ReadAsync"/>.</summary>
    /// <returns>False where there is nothing to claim, and so no statement.</returns>
    public bool TryAddTo(NpgsqlBatch batch)
    {
        if (_holders.Count == 0)
            return false;
        // In one order everywhere, so that two transactions wait for each other instead of dying in each other's arms.
        var claims = _holders.ToArray();
        Array.Sort(claims, (a, b) => a.Key.CompareTo(b.Key));
        batch.Add(
            Claim,
            Array.ConvertAll(claims, claim => claim.Key),
            Array.ConvertAll(claims, claim => claim.Value.LeadId),
            Array.ConvertAll(claims, claim => claim.Value.ReceivedAt));
        batch.BatchCommands[^1].Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = _options.Window });
        return true;
    }

    /// <summary>Reads who held the claims before, and marks the leads that are duplicates.</summary>
    public async Task ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = reader.GetGuid(0);
            _holders[key] = _holders[key] with { LeadId = reader.GetGuid(1) };
        }

        foreach (var lead in _leads)
        {
            if (Original(lead) is { } original)
                lead.DuplicateOf = original;
        }
    }

    private Guid? Original(CapturedLead lead)
    {
        Guid? original = null;
        foreach (var key in KeysOf(lead))
        {
            var holder = _holders[key].LeadId;
            if (holder != lead.LeadId)
                original ??= holder;
            else if (_options.Match == DuplicateMatch.All)
                return null;
        }

        return original;
    }

    private IEnumerable<Guid> KeysOf(CapturedLead lead)
    {
        var scope = _options.Scope == DuplicateScope.Source ? lead.SourceId : Guid.Empty;
        if (_options.Fields.HasFlag(DuplicateFields.Phone) && lead.PhoneKey is { } phone)
            yield return ClaimKey.Of(phone, lead.Lead.Line, scope);
        if (_options.Fields.HasFlag(DuplicateFields.Email) && lead.EmailKey is { } email)
            yield return ClaimKey.Of(email, lead.Lead.Line, scope);
        if (lead.AddressKey is { } address)
            yield return ClaimKey.Of(address, lead.Lead.Line, scope);
    }

    private readonly record struct Holder(Guid LeadId, DateTime ReceivedAt);
}
