using System.Security.Claims;
using LeadPlatform.ApiGateway.Telemetry;
using LeadPlatform.ApiGateway.Upstreams;
using LeadPlatform.Contracts.Access;
using Yarp.ReverseProxy.Model;

namespace LeadPlatform.ApiGateway.Limits.Concurrency;

/// <summary>
/// How many streams and web sockets one caller, one browser's session and one address may keep open. Circuits of the console are known to the gateway by the session's
/// cookie alone, which anybody can invent: the address holds those who do.
/// </summary>
internal sealed class StreamLimit(RequestDelegate next, OpenStreams streams, LimitSettings settings, GatewayMetrics metrics)
{
    /// <summary>The console's session, as the Frontend names it.</summary>
    internal const string SessionCookie = "lp-frontend-session";

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>() is { } route && route.Says("Streams") && StaysOpen(context.Request) ? OpenAsync(context) : next(context);

    /// <summary>The long polls and the handshake of a circuit are requests like any other.</summary>
    private static bool StaysOpen(HttpRequest request) => request.Headers.Upgrade.Count > 0 || !request.Path.StartsWithSegments("/_blazor");

    private async Task OpenAsync(HttpContext context)
    {
        var owners = OwnersOf(context, settings.Now);
        var open = 0;
        try
        {
            while (open < owners.Length && streams.TryOpen(owners[open].Owner, owners[open].Most))
                open++;
            await (open == owners.Length ? next(context) : RefuseAsync(context));
        }
        finally
        {
            while (open > 0)
                streams.Close(owners[--open].Owner);
        }
    }

    private Task RefuseAsync(HttpContext context)
    {
        metrics.Limited("streams");
        return TooMany.AnswerAsync(context, Wait);
    }

    /// <summary>Streams of the console's users all come from the Frontend's address, so an address counts for strangers only.</summary>
    private static (string Owner, int Most)[] OwnersOf(HttpContext context, LimitOptions limits)
    {
        if (context.User.Identity is { IsAuthenticated: true })
            return [($"caller:{context.User.FindFirstValue(CallerClaims.Subject)}", limits.StreamsPerCaller), ("all", limits.Streams)];
        var session = context.Request.Cookies[SessionCookie] is { Length: > 0 } cookie ? string.GetHashCode(cookie, StringComparison.Ordinal) : 0;
        return
        [
            ($"session:{session}", limits.StreamsPerCaller),
            ($"address:{AddressBuckets.Key(context.Connection.RemoteIpAddress):x32}", limits.StreamsPerAddress),
            ("all", limits.Streams),
        ];
    }
}
