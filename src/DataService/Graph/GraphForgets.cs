using LeadPlatform.DataService.Erasing;

namespace LeadPlatform.DataService.Graph;

/// <summary>An erased consumer's leads leave the graph, with the identifiers only they had.</summary>
internal sealed class GraphForgets(ILeadGraph graph) : IForgetsConsumers
{
    public string Name => "graph";

    public Task ForgetAsync(IReadOnlyCollection<Guid> leadIds, CancellationToken cancellationToken) => graph.ForgetAsync([.. leadIds], cancellationToken);
}
