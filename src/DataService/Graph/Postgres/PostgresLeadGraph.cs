using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Graph.Postgres;

/// <summary>The graph in tables beside the leads: one row a lead, its identifiers in indexed columns. The default, and what the others are measured against.</summary>
internal sealed class PostgresLeadGraph(NpgsqlDataSource database) : ILeadGraph
{
    /// <summary>The migration made it.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task WriteAsync(IReadOnlyList<GraphLead> leads, CancellationToken cancellationToken) => GraphRows.WriteAsync(database, leads, cancellationToken);

    public Task ForgetAsync(IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken) => GraphRows.ForgetAsync(database, leadIds, cancellationToken);

    public Task<IReadOnlyList<QualificationSignals>> SignalsAsync(IReadOnlyList<GraphLead> leads, CancellationToken cancellationToken) =>
        SignalQuery.RunAsync(database, leads, cancellationToken);

    public Task<Neighbourhood?> NeighbourhoodAsync(Guid leadId, int hops, int limit, CancellationToken cancellationToken) =>
        NeighbourhoodQuery.RunAsync(database, leadId, hops, limit, cancellationToken);

    public async Task<IReadOnlyList<Guid>> ReferralsAsync(Guid leadId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH RECURSIVE chain (lead_id, depth) AS (
                SELECT referred_by, 1 FROM graph_lead WHERE lead_id = $1 AND referred_by IS NOT NULL
                UNION ALL
                SELECT g.referred_by, chain.depth + 1 FROM chain JOIN graph_lead g USING (lead_id) WHERE g.referred_by IS NOT NULL AND chain.depth < $2)
            SELECT lead_id FROM chain JOIN graph_lead USING (lead_id) GROUP BY lead_id HAVING lead_id <> $1 ORDER BY min(depth)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = leadId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = GraphLimits.Referrals });
        return await command.ListAsync(row => row.GetGuid(0), cancellationToken);
    }

    public Task<IReadOnlyList<GraphRing>> RingsAsync(RingsPage page, CancellationToken cancellationToken) => RingRows.ListAsync(database, page, cancellationToken);

    public async Task<IReadOnlyList<Guid>> LeadsOfAsync(Identifier identifier, CancellationToken cancellationToken)
    {
        var column = Identifier.NameOf(identifier.Kind);
        await using var command = database.CreateCommand($"SELECT lead_id FROM graph_lead WHERE {column} = $1 ORDER BY {column}, lead_id LIMIT {GraphLimits.ReviewCap}");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = identifier.Key });
        return await command.ListAsync(row => row.GetGuid(0), cancellationToken);
    }

    public async Task<IReadOnlyList<SourceQuality>> SourcesAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            SELECT source_id, count(*), count(DISTINCT person), count(*) FILTER (WHERE outcome IN ('bound', 'lost')), count(*) FILTER (WHERE outcome = 'bound')
            FROM graph_lead WHERE lead_id >= $1 GROUP BY source_id ORDER BY source_id
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = FirstId.At(since) });
        return await command.ListAsync(row => new SourceQuality(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), cancellationToken);
    }

    public async Task<IReadOnlyList<AgentMatch>> AgentsAsync(string line, string state, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT agent_id, count(*), count(*) FILTER (WHERE outcome = 'bound') AS bound
            FROM graph_lead WHERE line = $1 AND state = $2 AND outcome IS NOT NULL AND outcome IN ('bound', 'lost')
            GROUP BY agent_id ORDER BY bound DESC, count(*), agent_id LIMIT {GraphLimits.Agents}
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = line });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = state });
        return await command.ListAsync(row => new AgentMatch(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2)), cancellationToken);
    }

    public async Task<IReadOnlyList<Guid>> LeadIdsAsync(Guid after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT lead_id FROM graph_lead WHERE lead_id > $1 ORDER BY lead_id LIMIT $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return await command.ListAsync(row => row.GetGuid(0), cancellationToken);
    }
}
