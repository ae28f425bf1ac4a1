using LeadPlatform.ApiGateway.Limits;
using LeadPlatform.ApiGateway.Telemetry;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace LeadPlatform.ApiGateway.Upstreams;

internal static class UpstreamExtensions
{
    public static void AddUpstreams(this WebApplicationBuilder builder)
    {
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddConfigFilter<KnownClusters>()
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddSingleton<InstanceAddresses>();
        builder.Services.AddSingleton<Circuits>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IDestinationResolver, DiscoveredDestinations>());
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, ConsecutiveFailures>();
        builder.Services.AddSingleton<IActiveHealthCheckPolicy, AnyAnswer>();
        builder.Services.AddSingleton<IConfigChangeListener, RouteChanges>();
    }

    public static void MapUpstreams(this WebApplication app)
    {
        // Calls between services never come through the gateway, whatever token they carry.
        app.Map("/internal/{**rest}", () => TypedResults.NotFound()).AllowAnonymous();

        var metrics = app.Services.GetRequiredService<GatewayMetrics>();
        var circuits = app.Services.GetRequiredService<Circuits>();
        var publicHost = HostString.FromUriComponent(app.Services.GetRequiredService<IOptions<IdentityOptions>>().Value.Issuer!);
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(async (context, next) =>
            {
                if (BodySize.Refuse(context) is { } refusal)
                {
                    await refusal.ExecuteAsync(context);
                    return;
                }

                ForwardedCredential.Set(context);
                var feature = context.GetReverseProxyFeature();
                if (!feature.Route.Says("Streams"))
                    context.Request.Headers.Upgrade = default;
                // Identity makes addresses of the host it is asked at: a forged one would send passwords and codes elsewhere.
                if (feature.Route.Says("PublicHost"))
                    context.Request.Host = publicHost;
                await ProxyAsync(context, feature, next, circuits, metrics);
            });
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }

    private static async Task ProxyAsync(HttpContext context, IReverseProxyFeature feature, RequestDelegate next, Circuits circuits, GatewayMetrics metrics)
    {
        var cluster = context.GetRouteModel().Cluster!;
        if (!circuits.TryBegin(cluster, feature.AvailableDestinations, out var trial))
        {
            metrics.Shed("circuit");
            await UpstreamFailures.UnavailableAsync(context);
            return;
        }

        try
        {
            await next(context);
            if (SecondTry.Prepare(context))
                await next(context);
        }
        finally
        {
            circuits.End(cluster, trial);
        }

        await UpstreamFailures.AnswerAsync(context, metrics);
    }
}
