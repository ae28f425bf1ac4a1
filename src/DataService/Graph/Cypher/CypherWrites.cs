using System.Text.Json.Nodes;

namespace LeadPlatform.DataService.Graph.Cypher;

/// <summary>
/// Writes leads in a row of statements: nodes first, then edges between nodes that are there, then the degrees of what was touched. Each may run again, and where one breaks
/// off the next run of all mends it.
/// </summary>
internal static class CypherWrites
{
    public static async Task WriteAsync(ICypherEndpoint store, IReadOnlyList<GraphLead> given, CancellationToken cancellationToken)
    {
        // In one order everywhere, so that two instances seldom wait for each other's nodes; and each once.
        var leads = given.GroupBy(lead => lead.LeadId).Select(same => same.Last()).OrderBy(lead => lead.LeadId).ToArray();
        var identifiers = leads.SelectMany(lead => lead.Identifiers()).Distinct().ToArray();
        await NodesAsync("write-leads", leads.Select(CypherRows.Lead));
        await NodesAsync("write-identifiers", identifiers.Select(identifier => CypherRows.Named(identifier.ToString(), Identifier.NameOf(identifier.Kind))));
        await NodesAsync("write-sources", leads.Select(lead => NodeId.OfSource(lead.SourceId)).Distinct().Select(id => CypherRows.Named(id, "source")));
        await NodesAsync("write-lines", leads.Select(lead => NodeId.OfLine(lead.Line)).Distinct().Select(id => CypherRows.Named(id, "line")));
        await NodesAsync("write-agents", leads.Where(lead => lead.AgentId is not null).Select(lead => NodeId.OfAgent(lead.AgentId!.Value)).Distinct().Select(id => CypherRows.Named(id, "agent")));

        var stale = await store.RunAsync("stale-identifiers", CypherRows.Parameters(leads.Select(CypherRows.Has)), write: false, cancellationToken);
        await WriteAsync(store, "unlink-identifiers", stale.Select(row => CypherRows.Edge(row.Text("lead"), row.Text("other"))), cancellationToken);
        await WriteAsync(store, "unlink-agents", leads.Where(lead => lead.AgentId is not null).Select(CypherRows.Lead), cancellationToken);

        await EdgesAsync("link-identifiers", leads.SelectMany(lead => lead.Identifiers(), (lead, identifier) => CypherRows.Edge(NodeId.Of(lead.LeadId), identifier.ToString())));
        await EdgesAsync("link-sources", leads.Select(lead => CypherRows.Edge(NodeId.Of(lead.LeadId), NodeId.OfSource(lead.SourceId))));
        await EdgesAsync("link-lines", leads.Select(lead => CypherRows.Edge(NodeId.Of(lead.LeadId), NodeId.OfLine(lead.Line))));
        await EdgesAsync("link-agents", leads.Where(lead => lead.AgentId is not null).Select(lead => CypherRows.Edge(NodeId.Of(lead.LeadId), NodeId.OfAgent(lead.AgentId!.Value))));
        await EdgesAsync("link-referrers", leads.Where(lead => lead.ReferredBy is not null).Select(lead => CypherRows.Edge(NodeId.Of(lead.LeadId), NodeId.Of(lead.ReferredBy!.Value))));
        await EdgesAsync("link-referred", leads.Select(lead => CypherRows.Id(NodeId.Of(lead.LeadId))));
        await RefreshAsync(store, [.. identifiers.Select(identifier => identifier.ToString()), .. stale.Select(row => row.Text("other"))], cancellationToken);

        Task NodesAsync(string name, IEnumerable<JsonObject> rows) => WriteAsync(store, name, rows, cancellationToken);
        Task EdgesAsync(string name, IEnumerable<JsonObject> rows) => WriteAsync(store, name, rows, cancellationToken);
    }

    public static async Task ForgetAsync(ICypherEndpoint store, IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken)
    {
        JsonObject[] Leads() => [.. leadIds.Distinct().Order().Select(id => CypherRows.Id(NodeId.Of(id)))];
        var had = await store.RunAsync("identifiers-of", CypherRows.Parameters(Leads()), write: false, cancellationToken);
        string[] identifiers = [.. had.Select(row => row.Text("id"))];
        await WriteAsync(store, "forget-leads", Leads(), cancellationToken);
        await RefreshAsync(store, identifiers, cancellationToken);
        await WriteAsync(store, "forget-identifiers", identifiers.Select(CypherRows.Id), cancellationToken);
    }

    private static Task RefreshAsync(ICypherEndpoint store, IEnumerable<string> identifiers, CancellationToken cancellationToken) =>
        WriteAsync(store, "refresh-degrees", identifiers.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(CypherRows.Id), cancellationToken);

    private static async Task WriteAsync(ICypherEndpoint store, string name, IEnumerable<JsonObject> rows, CancellationToken cancellationToken)
    {
        if (rows.ToArray() is { Length: > 0 } some)
            await store.RunAsync(name, CypherRows.Parameters(some), write: true, cancellationToken);
    }
}
