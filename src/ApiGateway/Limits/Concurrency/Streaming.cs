using Yarp.ReverseProxy.Model;

namespace LeadPlatform.ApiGateway.Limits.Concurrency;

/// <summary>Routes with the metadata <c>Streams: true</c>: their answers stay open for as long as somebody reads them.</summary>
internal static class Streaming
{
    public static bool Streams(this RouteModel route) =>
        route.Config.Metadata is { } metadata && metadata.TryGetValue("Streams", out var streams) && bool.TryParse(streams, out var are) && are;
}
