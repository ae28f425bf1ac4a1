using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Graph.Cypher;

/// <summary>The graph in a store that speaks openCypher: Neo4j or Neptune, by the same statements.</summary>
internal sealed class CypherLeadGraph(ICypherEndpoint store) : ILeadGraph
{
    // After every id of an identifier: none begins with a tilde.
    private const string AfterAll = "~";

    public Task PrepareAsync(CancellationToken cancellationToken) => store.PrepareAsync(cancellationToken);

    public Task WriteAsync(IReadOnlyList<GraphLead> leads, CancellationToken cancellationToken) => CypherWrites.WriteAsync(store, leads, cancellationToken);

    public Task ForgetAsync(IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken) => CypherWrites.ForgetAsync(store, leadIds, cancellationToken);

    public Task<IReadOnlyList<QualificationSignals>> SignalsAsync(IReadOnlyList<GraphLead> leads, CancellationToken cancellationToken) => CypherSignals.OfAsync(store, leads, cancellationToken);

    public Task<Neighbourhood?> NeighbourhoodAsync(Guid leadId, int hops, int limit, CancellationToken cancellationToken) =>
        CypherNeighbourhood.OfAsync(store, leadId, hops, limit, cancellationToken);

    public async Task<IReadOnlyList<Guid>> ReferralsAsync(Guid leadId, CancellationToken cancellationToken)
    {
        var rows = await store.RunAsync("referrals", CypherRows.Id(NodeId.Of(leadId)), write: false, cancellationToken);
        return [.. rows.Select(row => NodeId.Lead(row.Text("id")))];
    }

    public async Task<IReadOnlyList<GraphRing>> RingsAsync(RingsPage page, CancellationToken cancellationToken)
    {
        var rings = new List<GraphRing>(page.Limit);
        if (page.Review && page.After is null or ( > GraphLimits.ReviewCap, _))
            rings.AddRange(await CrowdsAsync(page, cancellationToken));
        if (rings.Count < page.Limit && page.MinLeads <= GraphLimits.ReviewCap)
            rings.AddRange(await SmallRingsAsync(page, cancellationToken));
        return rings.Count > page.Limit ? rings[..page.Limit] : rings;
    }

    public async Task<IReadOnlyList<Guid>> LeadsOfAsync(Identifier identifier, CancellationToken cancellationToken)
    {
        var rows = await store.RunAsync("leads-of", CypherRows.Id(identifier.ToString()), write: false, cancellationToken);
        return [.. rows.Select(row => NodeId.Lead(row.Text("id")))];
    }

    public async Task<IReadOnlyList<SourceQuality>> SourcesAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var rows = await store.RunAsync("sources", new JsonObject { ["since"] = since.ToUnixTimeMilliseconds() }, write: false, cancellationToken);
        return [.. rows.Select(row => new SourceQuality(NodeId.Source(row.Text("id")), row.Number("leads"), row.Number("people"), row.Number("decided"), row.Number("bound")))];
    }

    public async Task<IReadOnlyList<AgentMatch>> AgentsAsync(string line, string state, CancellationToken cancellationToken)
    {
        var rows = await store.RunAsync("agents", new JsonObject { ["line"] = line, ["state"] = state }, write: false, cancellationToken);
        return [.. rows.Select(row => new AgentMatch(NodeId.Agent(row.Text("id")), row.Number("decided"), row.Number("bound")))];
    }

    public async Task<IReadOnlyList<Guid>> LeadIdsAsync(Guid after, int limit, CancellationToken cancellationToken)
    {
        var rows = await store.RunAsync("lead-ids", new JsonObject { ["after"] = NodeId.Of(after) }, write: false, cancellationToken);
        return [.. rows.Take(limit).Select(row => NodeId.Lead(row.Text("id")))];
    }

    private async Task<IEnumerable<GraphRing>> CrowdsAsync(RingsPage page, CancellationToken cancellationToken)
    {
        var after = page.After?.Identifier.ToString() ?? AfterAll;
        var rows = await store.RunAsync("rings-for-review", new JsonObject { ["afterId"] = after }, write: false, cancellationToken);
        return rows.Select(row => new GraphRing(CypherRows.Identifier(row.Text("id")), GraphLimits.ReviewCap + 1, null, Time(row, "firstAt"), Time(row, "lastAt")));
    }

    private async Task<IEnumerable<GraphRing>> SmallRingsAsync(RingsPage page, CancellationToken cancellationToken)
    {
        var parameters = new JsonObject
        {
            ["minLeads"] = page.MinLeads,
            ["afterLeads"] = page.After?.Leads ?? int.MaxValue,
            ["afterId"] = page.After?.Identifier.ToString() ?? AfterAll,
        };
        var rows = await store.RunAsync("rings", parameters, write: false, cancellationToken);
        return rows.Select(row => new GraphRing(CypherRows.Identifier(row.Text("id")), (int)row.Number("leads"), (int)row.Number("people"), Time(row, "firstAt"), Time(row, "lastAt")));
    }

    private static DateTimeOffset Time(CypherRow row, string name) => DateTimeOffset.FromUnixTimeMilliseconds(row.Number(name));
}
