namespace LeadPlatform.DataService.Graph.Cypher;

/// <summary>Walks from lead to lead, a statement a step: so the work of each is bounded by the leads it begins with, in every store.</summary>
internal static class CypherNeighbourhood
{
    public static async Task<Neighbourhood?> OfAsync(ICypherEndpoint store, Guid leadId, int hops, int limit, CancellationToken cancellationToken)
    {
        var first = NodeId.Of(leadId);
        var steps = new List<string[]> { new[] { first } };
        var reached = new HashSet<string>(StringComparer.Ordinal) { first };
        for (var step = 1; step <= hops / 2 && steps[^1].Length > 0 && reached.Count <= limit; step++)
        {
            var rows = await store.RunAsync("linked", CypherRows.Parameters(steps[^1].Select(CypherRows.Id)), write: false, cancellationToken);
            steps.Add([.. rows.Select(row => row.Text("id")).Where(reached.Add)]);
        }

        // Those of the lead's rings stand as near as its neighbours, but nothing is walked from them.
        var ring = await store.RunAsync("ring-around", CypherRows.Id(first), write: false, cancellationToken);
        var near = steps.Count > 1 ? steps[1] : [];
        string[] besides = [.. ring.Select(row => row.Text("id")).Except(near, StringComparer.Ordinal)];
        string[] nearest = [first, .. near.Concat(besides).Order(StringComparer.Ordinal), .. steps.Skip(2).SelectMany(step => step).Except(besides, StringComparer.Ordinal)];
        var leads = await ReadAsync(store, nearest.Length > limit ? nearest[..limit] : nearest, cancellationToken);
        if (leads.Leads.Count == 0 || leads.Leads[0].LeadId != leadId)
            return null;
        var degrees = Neighbourhood.Drawn(leads.Leads).ToDictionary(identifier => identifier, identifier => Math.Min(leads.Degrees[identifier], GraphLimits.ReviewCap + 1));
        return new Neighbourhood(leads.Leads, degrees, nearest.Length > limit);
    }

    private static async Task<(IReadOnlyList<GraphLead> Leads, Dictionary<Identifier, int> Degrees)> ReadAsync(ICypherEndpoint store, string[] ids, CancellationToken cancellationToken)
    {
        var reading = store.RunAsync("read-leads", CypherRows.Parameters(ids.Select(CypherRows.Id)), write: false, cancellationToken);
        var having = store.RunAsync("read-identifiers", CypherRows.Parameters(ids.Select(CypherRows.Id)), write: false, cancellationToken);
        await Task.WhenAll(reading, having);
        var identifiers = (await having).ToLookup(row => row.Text("lead"), row => CypherRows.Identifier(row.Text("identifier")));
        var degrees = (await having).DistinctBy(row => row.Text("identifier")).ToDictionary(row => CypherRows.Identifier(row.Text("identifier")), row => (int)row.Number("degree"));
        var leads = (await reading).Select(row => CypherRows.Read(row, identifiers)).ToDictionary(lead => NodeId.Of(lead.LeadId));
        return ([.. ids.Where(leads.ContainsKey).Select(id => leads[id])], degrees);
    }
}
