using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace LeadPlatform.ApiGateway.Upstreams;

/// <summary>
/// A read that can't have reached its destination goes once to another. Nothing else is tried again: of a write nobody knows here whether it was carried out, and
/// whoever sent it with an Idempotency-Key can send it again.
/// </summary>
internal static class SecondTry
{
    /// <returns>True where the request is ready to be proxied once more.</returns>
    public static bool Prepare(HttpContext context)
    {
        var request = context.Request;
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
            return false;
        if (context.Features.Get<IForwarderErrorFeature>() is not { } failure || !UpstreamFailures.NeverReached(failure))
            return false;
        if (context.Features.Get<IReverseProxyFeature>() is not { ProxiedDestination: { } failed } proxy)
            return false;
        DestinationState[] others = [.. proxy.AllDestinations.Where(destination => destination != failed && destination.Health.Passive != DestinationHealth.Unhealthy)];
        if (others.Length == 0)
            return false;

        proxy.AvailableDestinations = others;
        proxy.ProxiedDestination = null;
        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.StatusCode = StatusCodes.Status200OK;
        return true;
    }
}
