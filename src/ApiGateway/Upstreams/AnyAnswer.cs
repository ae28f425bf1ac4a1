using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace LeadPlatform.ApiGateway.Upstreams;

/// <summary>
/// Judges a destination by whether it answers probes at all: three in a row without an answer take it out of the choice before a caller has to find out, the next answer
/// brings it back. What it answers does not matter, since a service tells of its health on an internal port only; that it refuses a stranger shows that it works.
/// </summary>
internal sealed class AnyAnswer(IDestinationHealthUpdater health) : IActiveHealthCheckPolicy
{
    private const int Limit = 3;
    private readonly ConditionalWeakTable<DestinationState, StrongBox<int>> _failures = [];

    public string Name => "AnyAnswer";

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults) =>
        health.SetActive(cluster, [.. probingResults.Select(result => new NewActiveDestinationHealth(result.Destination, Judge(result)))]);

    private DestinationHealth Judge(DestinationProbingResult result)
    {
        var failures = _failures.GetOrCreateValue(result.Destination);
        failures.Value = result.Response is null ? failures.Value + 1 : 0;
        return failures.Value >= Limit ? DestinationHealth.Unhealthy : DestinationHealth.Healthy;
    }
}
