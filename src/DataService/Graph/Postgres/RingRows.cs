using LeadPlatform.Contracts.Ids;
using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Graph.Postgres;

/// <summary>The rings that were found, kept so that a list of them reads no leads.</summary>
internal static class RingRows
{
    /// <summary>Adds the statements that note the rings that leads with these keys are in.</summary>
    public static void Find(NpgsqlBatch batch, IEnumerable<long?> phones, IEnumerable<long?> emails)
    {
        batch.Add(Find(IdentifierKind.Phone), Sorted(phones));
        batch.Add(Find(IdentifierKind.Email), Sorted(emails));
    }

    /// <summary>Adds the statements that drop those rings of these keys that are none any more: of leads that were there before and have changed or gone. One that only came makes no ring smaller.</summary>
    public static void Drop(NpgsqlBatch batch, IEnumerable<long?> phones, IEnumerable<long?> emails)
    {
        batch.Add(Drop(IdentifierKind.Phone), Sorted(phones));
        batch.Add(Drop(IdentifierKind.Email), Sorted(emails));
    }

    public static async Task<IReadOnlyList<GraphRing>> ListAsync(NpgsqlDataSource database, RingsPage page, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            SELECT ring_id, leads, people, first_lead, last_lead FROM graph_ring
            WHERE leads >= $1 AND leads <= $2 AND (leads, ring_id) < ($3, $4)
            ORDER BY leads DESC, ring_id DESC LIMIT $5
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = page.MinLeads });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = page.Review ? int.MaxValue : GraphLimits.ReviewCap });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = page.After?.Leads ?? int.MaxValue });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = page.After?.Identifier.ToString() ?? "" });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = page.Limit });
        return await command.ListAsync(Read, cancellationToken);
    }

    private static GraphRing Read(NpgsqlDataReader row) => new(
        Identifier.TryParse(row.GetString(0), out var identifier) ? identifier : throw new InvalidOperationException("A ring has no id of an identifier."),
        row.GetInt32(1),
        row.IsDBNull(2) ? null : row.GetInt32(2),
        TimedId.TimeOf(row.GetGuid(3)) ?? DateTimeOffset.UnixEpoch,
        TimedId.TimeOf(row.GetGuid(4)) ?? DateTimeOffset.UnixEpoch);

    // In one order, as the leads.
    private static long[] Sorted(IEnumerable<long?> keys) => [.. keys.OfType<long>().Distinct().Order()];

    private static string Find(IdentifierKind kind) => Find(Identifier.NameOf(kind));

    private static string Drop(IdentifierKind kind) => Drop(Identifier.NameOf(kind));

    // Most have one lead, and are done with after one row of the index.
    private static string Find(string kind) =>
        $"""
        INSERT INTO graph_ring (ring_id, leads, people, first_lead, last_lead)
        SELECT {RingId(kind)}, ring.leads, CASE WHEN ring.leads <= {GraphLimits.ReviewCap} THEN ring.people END, ring.first,
            (SELECT lead_id FROM graph_lead WHERE {kind} = touched.key ORDER BY {kind} DESC, lead_id DESC LIMIT 1)
        FROM unnest($1) AS touched (key)
        CROSS JOIN LATERAL (
            SELECT count(*)::int AS leads, count(DISTINCT person)::int AS people, (array_agg(lead_id))[1] AS first
            FROM (SELECT lead_id, person FROM graph_lead WHERE {kind} = touched.key ORDER BY {kind}, lead_id LIMIT {GraphLimits.ReviewCap + 1}) AS few) AS ring
        WHERE ring.leads >= {GraphLimits.RingPeople} AND (ring.people >= {GraphLimits.RingPeople} OR ring.leads > {GraphLimits.ReviewCap})
        ON CONFLICT (ring_id) DO UPDATE SET leads = excluded.leads, people = excluded.people, first_lead = excluded.first_lead, last_lead = excluded.last_lead
        """;

    private static string Drop(string kind) =>
        $"""
        DELETE FROM graph_ring USING unnest($1) AS touched (key)
        WHERE ring_id = {RingId(kind)}
            AND (SELECT count(DISTINCT person) < {GraphLimits.RingPeople} AND count(*) <= {GraphLimits.ReviewCap}
                 FROM (SELECT person FROM graph_lead WHERE {kind} = touched.key LIMIT {GraphLimits.ReviewCap + 1}) AS few)
        """;

    private static string RingId(string kind) => $"'{kind}:' || lpad(to_hex(touched.key), 16, '0')";
}
