namespace LeadPlatform.Contracts.Graph;

/// <summary>A lead and what is around it, to draw: <c>GET /v1/leads/{id}/graph</c>. Nothing in here tells who a consumer is.</summary>
/// <param name="Nodes">The lead first.</param>
/// <param name="Household">Other leads from the same dwelling.</param>
/// <param name="Ring">The largest ring the lead belongs to; null where it belongs to none, and for callers who see their own leads alone.</param>
/// <param name="ReferredBy">Leads whose consumers led to this one by referring it, the nearest first.</param>
/// <param name="Truncated">There is more around it than is shown.</param>
public sealed record LeadGraphView(
    Guid LeadId,
    IReadOnlyList<GraphNode> Nodes,
    IReadOnlyList<GraphEdge> Edges,
    IReadOnlyList<Guid> Household,
    RingOfLead? Ring,
    IReadOnlyList<Guid> ReferredBy,
    bool Truncated);

/// <summary>A node of the graph.</summary>
/// <param name="Id">What it is and its own id, <c>lead:0198…</c>; of an identifier its kind and a keyed hash, <c>phone:9f3c…</c>.</param>
/// <param name="Kind">lead, phone, email, address, ip, source or agent.</param>
/// <param name="Line">Of a lead.</param>
/// <param name="State">Of a lead.</param>
/// <param name="At">When a lead was received.</param>
/// <param name="Leads">Of an identifier: leads that have it, 51 where there are more than 50; null for callers who see their own leads alone.</param>
/// <param name="Links">Of an identifier: whether it links leads by itself; one of more than 10 leads, and an IP address, does not.</param>
public sealed record GraphNode(
    string Id, string Kind, Guid? LeadId = null, string? Line = null, string? State = null, DateTimeOffset? At = null, int? Leads = null, bool? Links = null);

/// <param name="Kind">has, came_from, handled_by or referred.</param>
public sealed record GraphEdge(string From, string To, string Kind);

public sealed record RingOfLead(string RingId, int Leads);

/// <summary>People who share a phone or an e-mail: an item of <c>GET /v1/graph/rings</c>, the largest first.</summary>
/// <param name="Kind">What they share: phone or email.</param>
/// <param name="Leads">51 where there are more than 50.</param>
/// <param name="People">Different names among them; null for a ring that is to be reviewed.</param>
/// <param name="Review">It has too many leads to conclude anything without looking, and nothing follows from it.</param>
public sealed record RingView(string RingId, string Kind, int Leads, int? People, DateTimeOffset FirstAt, DateTimeOffset LastAt, bool Review);

/// <summary>A ring with its leads: <c>GET /v1/graph/rings/{id}</c>.</summary>
/// <param name="LeadIds">The oldest 50.</param>
public sealed record RingLeads(string RingId, IReadOnlyList<Guid> LeadIds);

/// <summary>The shortest way between two leads over what they share: <c>GET /v1/graph/path</c>.</summary>
/// <param name="Nodes">Ids of its nodes from one lead to the other; empty where there is none of at most four edges.</param>
public sealed record GraphPathView(IReadOnlyList<string> Nodes);

/// <summary>What came of a source's leads: an item of <c>GET /v1/graph/sources</c>.</summary>
/// <param name="People">Different names among its leads.</param>
/// <param name="Decided">Leads that were bound or lost.</param>
/// <param name="Bound">Leads that became a policy.</param>
public sealed record SourceQualityView(Guid SourceId, long Leads, long People, long Decided, long Bound);

/// <summary>What an agent made of leads of a line in a state: an item of <c>GET /v1/graph/agents</c>, the best first.</summary>
/// <param name="Decided">Leads that the agent has bound or lost.</param>
public sealed record AgentMatchView(Guid AgentId, long Decided, long Bound);

/// <summary>A list that has one page.</summary>
public sealed record GraphList<T>(IReadOnlyList<T> Items);
