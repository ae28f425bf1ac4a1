using LeadPlatform.ApiGateway.Telemetry;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace LeadPlatform.ApiGateway.Upstreams;

/// <summary>
/// Tells a caller what an unanswered request means: 503 when it can't have reached the service, so that sending it again is safe; 502 and 504 when it may have.
/// </summary>
internal static class UpstreamFailures
{
    public static Task AnswerAsync(HttpContext context, GatewayMetrics metrics)
    {
        if (context.Features.Get<IForwarderErrorFeature>() is not { } failure || context.RequestAborted.IsCancellationRequested)
            return Task.CompletedTask;

        metrics.UpstreamFailed(context.Features.Get<IReverseProxyFeature>()?.Cluster.Config.ClusterId ?? "none", failure.Error.ToString());
        if (context.Response.HasStarted)
            return Task.CompletedTask;

        if (NeverReached(failure))
            return UnavailableAsync(context);

        return context.Response.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge =>
                Problem.Of(StatusCodes.Status413PayloadTooLarge, ProblemCode.TooLarge, "The body is too large.").ExecuteAsync(context),
            StatusCodes.Status504GatewayTimeout =>
                Problem.Of(StatusCodes.Status504GatewayTimeout, ProblemCode.Upstream, "The service behind this address took too long; the request may have been carried out.").ExecuteAsync(context),
            StatusCodes.Status502BadGateway =>
                Problem.Of(StatusCodes.Status502BadGateway, ProblemCode.Upstream, "The service behind this address broke off; the request may have been carried out.").ExecuteAsync(context),
            // The client's own fault or end: the proxy has set its status, the status page gives it a body.
            _ => Task.CompletedTask,
        };
    }

    public static Task UnavailableAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "The service behind this address is not available right now; try again after Retry-After.").ExecuteAsync(context);
    }

    public static bool NeverReached(IForwarderErrorFeature failure) =>
        failure.Error == ForwarderError.NoAvailableDestinations
        || failure.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
}
