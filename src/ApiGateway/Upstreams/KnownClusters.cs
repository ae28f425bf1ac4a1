using Yarp.ReverseProxy.Configuration;

namespace LeadPlatform.ApiGateway.Upstreams;

/// <summary>A route to a cluster that does not exist is a mistake of the configuration, not a service that is away.</summary>
internal sealed class KnownClusters : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) => new(cluster);

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) =>
        cluster is null ? throw new InvalidOperationException($"Route '{route.RouteId}' goes to '{route.ClusterId}', which is no cluster.") : new(route);
}
