using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Edge;

internal static class EdgeExtensions
{
    private const long MostThrownAway = 4 * 1024 * 1024;

    /// <summary>Of Kestrel: whether a line of the head ends with CRLF alone. A proxy that takes a lone LF for a part of the line would see another request.</summary>
    private const string OnlyCrLf = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    public static void AddEdge(this WebApplicationBuilder builder)
    {
        AppContext.SetSwitch(OnlyCrLf, true);
        builder.Services.AddOptions<EdgeOptions>().BindConfiguration(EdgeOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<EdgeOptions>, EdgeOptionsValidator>();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<EdgeOptions>>((kestrel, edge) =>
        {
            // Each route sets what it takes. Up to here a refused body is read to its end and thrown away, so that the client gets the answer, not a reset.
            kestrel.Limits.MaxRequestBodySize = MostThrownAway;
            kestrel.Limits.MaxRequestHeadersTotalSize = edge.Value.MaxHeaderBytes;
            kestrel.Limits.MaxRequestLineSize = edge.Value.MaxRequestLineBytes;
            kestrel.Limits.MaxRequestHeaderCount = edge.Value.MaxHeaders;
            kestrel.Limits.RequestHeadersTimeout = edge.Value.HeadersTimeout;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(edge.Value.MinBytesPerSecond, edge.Value.MinRateGrace);
            kestrel.Limits.MinResponseDataRate = new MinDataRate(edge.Value.MinBytesPerSecond, edge.Value.MinRateGrace);
            kestrel.Limits.MaxConcurrentConnections = edge.Value.MaxConnections;
        });
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<EdgeOptions>>((forwarded, edge) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // As many hops as are trusted; the first one that is not ends the walk.
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in edge.Value.TrustedProxies)
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
    }

    public static void UseEdge(this WebApplication app)
    {
        // Without a known proxy the middleware would trust everybody.
        if (app.Services.GetRequiredService<IOptions<EdgeOptions>>().Value.TrustedProxies.Count > 0)
            app.UseForwardedHeaders();
        app.UseMiddleware<EdgeMiddleware>();
    }

    /// <summary>Before anything that reads more of a request than its path, its content and its credential.</summary>
    public static void UseOutsideHeaders(this WebApplication app) => app.Use(next => context =>
    {
        OutsideHeaders.Drop(context.Request.Headers);
        return next(context);
    });
}
