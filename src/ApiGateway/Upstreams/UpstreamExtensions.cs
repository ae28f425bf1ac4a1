using LeadPlatform.ApiGateway.Limits;
using LeadPlatform.ApiGateway.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace LeadPlatform.ApiGateway.Upstreams;

internal static class UpstreamExtensions
{
    public static void AddUpstreams(this WebApplicationBuilder builder)
    {
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddSingleton<InstanceAddresses>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IDestinationResolver, DiscoveredDestinations>());
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, ConsecutiveFailures>();
    }

    public static void MapUpstreams(this WebApplication app)
    {
        // Calls between services never come through the gateway, whatever token they carry.
        app.Map("/internal/{**rest}", () => TypedResults.NotFound()).AllowAnonymous();

        var metrics = app.Services.GetRequiredService<GatewayMetrics>();
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
                await next(context);
                await UpstreamFailures.AnswerAsync(context, metrics);
            });
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }
}
