using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Graph.Cypher;

/// <summary>Three statements at once. They see the graph at slightly different moments, so a lead that is written just then may count once more or less.</summary>
internal static class CypherSignals
{
    public static async Task<IReadOnlyList<QualificationSignals>> OfAsync(ICypherEndpoint store, IReadOnlyList<GraphLead> leads, CancellationToken cancellationToken)
    {
        var known = RunAsync("known", leads.Select(lead => CypherRows.Id(NodeId.Of(lead.LeadId))));
        var velocity = RunAsync("velocity", leads.SelectMany(Windows));
        var people = RunAsync("people", leads.SelectMany(Contacts));
        await Task.WhenAll(known, velocity, people);

        var ids = (await known).Select(row => row.Text("id")).ToHashSet(StringComparer.Ordinal);
        var counts = (await velocity).ToDictionary(row => (row.Text("lead"), row.Text("kind")), row => (int)Math.Min(row.Number("leads"), QualificationSignals.MaxCount));
        var persons = (await people).ToLookup(row => (row.Text("lead"), row.Text("kind")), row => CypherRows.Number(row.Text("person")));
        return SignalCounts.Of(leads, [.. leads.Select(lead => NodeId.Of(lead.LeadId)).Select(id => new StoredSignals(
            ids.Contains(id),
            counts.GetValueOrDefault((id, "phone")),
            counts.GetValueOrDefault((id, "address")),
            counts.GetValueOrDefault((id, "ip")),
            [.. persons[(id, "phone")]],
            [.. persons[(id, "email")]]))]);

        Task<IReadOnlyList<CypherRow>> RunAsync(string name, IEnumerable<JsonObject> rows) =>
            rows.ToArray() is { Length: > 0 } some ? store.RunAsync(name, CypherRows.Parameters(some), write: false, cancellationToken) : Task.FromResult<IReadOnlyList<CypherRow>>([]);
    }

    private static IEnumerable<JsonObject> Windows(GraphLead lead) =>
        from identifier in lead.Identifiers()
        where identifier.Kind != IdentifierKind.Email
        select new JsonObject
        {
            ["lead"] = NodeId.Of(lead.LeadId),
            ["identifier"] = identifier.ToString(),
            ["at"] = lead.At.ToUnixTimeMilliseconds(),
            ["since"] = (lead.At - (identifier.Kind == IdentifierKind.Ip ? SignalCounts.Hour : SignalCounts.Day)).ToUnixTimeMilliseconds(),
        };

    private static IEnumerable<JsonObject> Contacts(GraphLead lead) =>
        from identifier in lead.Identifiers()
        where identifier.MayRing
        select new JsonObject { ["lead"] = NodeId.Of(lead.LeadId), ["identifier"] = identifier.ToString() };
}
