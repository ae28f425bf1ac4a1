using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace LeadPlatform.ApiGateway.Upstreams;

/// <summary>
/// Takes a destination out of the choice after three requests in a row that it did not answer, until the cluster's reactivation period is over or it answers one.
/// Unlike the proxy's own policy by failure rate it keeps no history and takes no lock on the path of a request that went well.
/// </summary>
internal sealed class ConsecutiveFailures(IDestinationHealthUpdater health) : IPassiveHealthCheckPolicy
{
    private const int Limit = 3;
    private static readonly TimeSpan DefaultReactivation = TimeSpan.FromSeconds(5);
    private readonly ConditionalWeakTable<DestinationState, StrongBox<int>> _failures = [];

    public string Name => "ConsecutiveFailures";

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        var failed = context.Features.Get<IForwarderErrorFeature>()?.Error
            is ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination;
        var reactivation = cluster.Model.Config.HealthCheck?.Passive?.ReactivationPeriod ?? DefaultReactivation;
        if (!failed)
        {
            if (_failures.TryGetValue(destination, out var count) && Volatile.Read(ref count.Value) != 0)
                Volatile.Write(ref count.Value, 0);
            if (destination.Health.Passive == DestinationHealth.Unhealthy)
                health.SetPassive(cluster, destination, DestinationHealth.Healthy, reactivation);
            return;
        }

        if (Interlocked.Increment(ref _failures.GetOrCreateValue(destination).Value) >= Limit)
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, reactivation);
    }
}
