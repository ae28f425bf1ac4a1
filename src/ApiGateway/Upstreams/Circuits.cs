using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Model;

namespace LeadPlatform.ApiGateway.Upstreams;

/// <summary>
/// Breaks the circuit to a service none of whose destinations answers: a few requests at a time go on to find out whether it is back, the others are refused at once
/// instead of waiting with them. The first that is answered closes the circuit.
/// </summary>
internal sealed class Circuits
{
    /// <summary>Requests under way at once to a service that does not answer.</summary>
    private const int Trials = 8;

    private readonly ConditionalWeakTable<ClusterState, StrongBox<int>> _trials = [];

    /// <param name="trial">Hand it to <see cref="End"/> when the request is over.</param>
    /// <returns>False: refuse.</returns>
    public bool TryBegin(ClusterState cluster, IReadOnlyList<DestinationState> destinations, out bool trial)
    {
        trial = destinations.Count > 0 && !destinations.Any(Answers);
        if (!trial)
            return true;
        var trials = _trials.GetOrCreateValue(cluster);
        if (Interlocked.Increment(ref trials.Value) <= Trials)
            return true;
        Interlocked.Decrement(ref trials.Value);
        trial = false;
        return false;
    }

    public void End(ClusterState cluster, bool trial)
    {
        if (trial)
            Interlocked.Decrement(ref _trials.GetOrCreateValue(cluster).Value);
    }

    private static bool Answers(DestinationState destination) =>
        destination.Health is { Passive: not DestinationHealth.Unhealthy, Active: not DestinationHealth.Unhealthy };
}
