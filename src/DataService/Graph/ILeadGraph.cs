using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Graph;

/// <summary>
/// The graph of leads and what they share. PostgreSQL has the record; a graph can be made anew from it at any time, so everything written here may be written twice.
/// All sides of this seam pass the same tests.
/// </summary>
internal interface ILeadGraph
{
    /// <summary>Makes what must be there before the first write: constraints and indexes. Does nothing where they are there.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Adds leads or brings them up to date; the same leads again change nothing.</summary>
    Task WriteAsync(IReadOnlyList<GraphLead> leads, CancellationToken cancellationToken);

    /// <summary>Takes leads out, with what only they had.</summary>
    Task ForgetAsync(IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken);

    /// <summary>What the graph says about leads, whether they are in it yet or not; one answer a lead, in their order. Leads asked about together are counted for each other.</summary>
    Task<IReadOnlyList<QualificationSignals>> SignalsAsync(IReadOnlyList<GraphLead> leads, CancellationToken cancellationToken);

    /// <summary>The leads within reach over identifiers that link, and those of the lead's own rings.</summary>
    /// <param name="hops">Edges to walk: 2 to the leads that share something with it, 4 to those that share something with these.</param>
    /// <param name="limit">Leads in the answer.</param>
    /// <returns>Null where the graph does not know the lead.</returns>
    Task<Neighbourhood?> NeighbourhoodAsync(Guid leadId, int hops, int limit, CancellationToken cancellationToken);

    /// <summary>Who led to the lead by referring it: the nearest first, at most <see cref="GraphLimits.Referrals"/>.</summary>
    Task<IReadOnlyList<Guid>> ReferralsAsync(Guid leadId, CancellationToken cancellationToken);

    /// <summary>Rings, the largest first.</summary>
    Task<IReadOnlyList<GraphRing>> RingsAsync(RingsPage page, CancellationToken cancellationToken);

    /// <summary>Leads of a ring or any identifier, the oldest first, at most <see cref="GraphLimits.ReviewCap"/>.</summary>
    Task<IReadOnlyList<Guid>> LeadsOfAsync(Identifier identifier, CancellationToken cancellationToken);

    /// <summary>What came of the leads of each source since then; by source.</summary>
    Task<IReadOnlyList<SourceQuality>> SourcesAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Agents by what they made of leads of a line in a state, the best first, at most <see cref="GraphLimits.Agents"/>.</summary>
    Task<IReadOnlyList<AgentMatch>> AgentsAsync(string line, string state, CancellationToken cancellationToken);

    /// <summary>Ids of the leads it holds, in their order.</summary>
    Task<IReadOnlyList<Guid>> LeadIdsAsync(Guid after, int limit, CancellationToken cancellationToken);
}
