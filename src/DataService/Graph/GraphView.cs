using LeadPlatform.Contracts.Graph;

namespace LeadPlatform.DataService.Graph;

/// <summary>Draws a neighbourhood: nodes and edges.</summary>
internal static class GraphView
{
    private const string Has = "has";
    private const string CameFrom = "came_from";
    private const string HandledBy = "handled_by";
    private const string Referred = "referred";

    /// <param name="visible">Leads the caller may see; null where they see all, and then also how many others there are.</param>
    public static LeadGraphView Of(Neighbourhood around, IReadOnlyList<Guid> referrals, HashSet<Guid>? visible)
    {
        var leads = visible is null ? around.Leads : around.Leads.Where(lead => visible.Contains(lead.LeadId)).ToArray();
        var (nodes, edges) = (new Dictionary<string, GraphNode>(), new List<GraphEdge>());
        var shown = leads.ToDictionary(lead => lead.LeadId);
        foreach (var lead in leads)
            nodes.Add(NodeId.Of(lead.LeadId), new GraphNode(NodeId.Of(lead.LeadId), "lead", lead.LeadId, lead.Line, lead.State, lead.At));
        foreach (var lead in leads)
        {
            var from = NodeId.Of(lead.LeadId);
            foreach (var identifier in lead.Identifiers().Where(around.Degrees.ContainsKey))
                Connect(from, Node(identifier, around, visible is null), Has);
            Connect(from, new GraphNode(NodeId.OfSource(lead.SourceId), "source"), CameFrom);
            if (lead.AgentId is { } agent)
                Connect(from, new GraphNode(NodeId.OfAgent(agent), "agent"), HandledBy);
            if (lead.ReferredBy is { } referrer && shown.ContainsKey(referrer))
                edges.Add(new GraphEdge(NodeId.Of(referrer), from, Referred));
        }

        return new LeadGraphView(
            around.Leads[0].LeadId,
            [.. nodes.Values],
            edges,
            [.. around.Household().Where(shown.ContainsKey)],
            visible is null && around.Ring() is var (ring, size) ? new RingOfLead(ring.ToString(), size) : null,
            [.. referrals.Where(id => visible is null || visible.Contains(id))],
            around.Truncated);

        void Connect(string from, GraphNode to, string kind)
        {
            nodes.TryAdd(to.Id, to);
            edges.Add(new GraphEdge(from, to.Id, kind));
        }
    }

    private static GraphNode Node(Identifier identifier, Neighbourhood around, bool all) =>
        new(identifier.ToString(), Identifier.NameOf(identifier.Kind), Leads: all ? around.Degrees[identifier] : null, Links: around.Links(identifier));
}
