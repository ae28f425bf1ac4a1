using LeadPlatform.ApiGateway.Telemetry;
using LeadPlatform.ApiGateway.Upstreams;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Yarp.ReverseProxy.Model;

namespace LeadPlatform.ApiGateway.Limits.Concurrency;

/// <summary>
/// Refuses what a service has no room for before anything is spent on it: a service that is slow fills up its own share and leaves the others theirs. Captures are
/// counted by their queue, streams by <see cref="StreamLimit"/>.
/// </summary>
internal sealed class ConcurrencyLimit(RequestDelegate next, UnderWay underWay, LimitSettings settings, GatewayMetrics metrics)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>() is not { Cluster.ClusterId: { } cluster } route || route.Says("Streams"))
            return next(context);
        return underWay.TryEnter(cluster, settings.Now.Concurrent) ? GoOnAsync(context, cluster) : RefuseAsync(context);
    }

    private async Task GoOnAsync(HttpContext context, string cluster)
    {
        try
        {
            await next(context);
        }
        finally
        {
            underWay.Leave(cluster);
        }
    }

    private Task RefuseAsync(HttpContext context)
    {
        metrics.Shed("requests");
        context.Response.Headers.RetryAfter = "1";
        return Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "More requests arrive than can be answered right now; send it again after Retry-After seconds.")
            .ExecuteAsync(context);
    }
}
