using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Graph.Postgres;

/// <summary>Walks from lead to lead. Each step is bounded by the caps: from a lead at most 9 others over each of three identifiers.</summary>
internal static class NeighbourhoodQuery
{
    private static readonly string Walk =
        $"""
        WITH RECURSIVE reached (lead_id, step) AS (
            SELECT lead_id, 0 FROM graph_lead WHERE lead_id = $1
            UNION
            SELECT near.lead_id, reached.step + 1
            FROM reached JOIN graph_lead g USING (lead_id) CROSS JOIN LATERAL (
                {Near("phone", 1, GraphLimits.LinkCap)} UNION ALL {Near("email", 1, GraphLimits.LinkCap)} UNION ALL {Near("address", 1, GraphLimits.LinkCap)}) AS near
            WHERE reached.step < $2),
        ring AS (
            SELECT near.lead_id FROM graph_lead g CROSS JOIN LATERAL (
                {Near("phone", GraphLimits.LinkCap + 1, GraphLimits.ReviewCap)} UNION ALL {Near("email", GraphLimits.LinkCap + 1, GraphLimits.ReviewCap)}) AS near
            WHERE g.lead_id = $1)
        SELECT lead_id, line, state, source_id, phone, email, address, ip, person, referred_by, agent_id, outcome
        FROM (SELECT lead_id, min(step) AS step FROM (SELECT * FROM reached UNION ALL SELECT lead_id, 1 FROM ring) AS walked GROUP BY lead_id) AS nearest
        JOIN graph_lead USING (lead_id) ORDER BY step, lead_id LIMIT $3
        """;

    public static async Task<Neighbourhood?> RunAsync(NpgsqlDataSource database, Guid leadId, int hops, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var walk = new NpgsqlCommand(Walk, connection);
        walk.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = leadId });
        walk.Parameters.Add(new NpgsqlParameter<int> { TypedValue = hops / 2 });
        walk.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit + 1 });
        await walk.PrepareAsync(cancellationToken);
        var leads = await walk.ListAsync(Read, cancellationToken);
        if (leads.Count == 0)
            return null;
        var shown = leads.Count > limit ? leads.Take(limit).ToArray() : leads;
        return new Neighbourhood(shown, await DegreesAsync(connection, Neighbourhood.Drawn(shown), cancellationToken), leads.Count > limit);
    }

    private static async Task<Dictionary<Identifier, int>> DegreesAsync(NpgsqlConnection connection, IReadOnlyList<Identifier> identifiers, CancellationToken cancellationToken)
    {
        var degrees = new Dictionary<Identifier, int>(identifiers.Count);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var kind in identifiers.GroupBy(identifier => identifier.Kind))
            batch.Add(Degree(kind.Key), kind.Select(identifier => identifier.Key).ToArray());
        if (batch.BatchCommands.Count == 0)
            return degrees;
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
                degrees.Add(new Identifier((IdentifierKind)reader.GetInt32(0), reader.GetInt64(1)), reader.GetInt32(2));
        }
        while (await reader.NextResultAsync(cancellationToken));
        return degrees;
    }

    private static string Degree(IdentifierKind kind) =>
        $"""
        SELECT {(int)kind}, key, (SELECT count(*)::int FROM (SELECT FROM graph_lead WHERE {Identifier.NameOf(kind)} = key LIMIT {GraphLimits.ReviewCap + 1}) AS few)
        FROM unnest($1) AS asked (key)
        """;

    // One lead more than the cap shows that there are too many, however many there are.
    private static string Near(string column, int from, int to) =>
        $"""
        (SELECT lead_id FROM (SELECT lead_id, count(*) OVER () AS degree FROM (SELECT lead_id FROM graph_lead WHERE {column} = g.{column} LIMIT {to + 1}) AS few) AS counted
         WHERE degree BETWEEN {from} AND {to})
        """;

    private static GraphLead Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetGuid(3), row.Key(4), row.Key(5), row.Key(6), row.Key(7), row.GetInt64(8), row.Id(9), row.Id(10),
        row.IsDBNull(11) ? null : row.GetString(11));
}
