using Yarp.ReverseProxy.Model;

namespace LeadPlatform.ApiGateway.Upstreams;

/// <summary>
/// What the configuration says of a route beside where it leads. <c>Streams: true</c>: its answers stay open for as long as somebody reads them.
/// <c>PublicHost: true</c>: the service is asked at the platform's public host, whatever host the client named.
/// </summary>
internal static class RouteMetadata
{
    public static bool Says(this RouteModel route, string name) =>
        route.Config.Metadata is { } metadata && metadata.TryGetValue(name, out var value) && bool.TryParse(value, out var says) && says;
}
