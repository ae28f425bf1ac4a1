using LeadPlatform.ApiGateway.Limits.Concurrency;
using LeadPlatform.ApiGateway.Limits.Sharing;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Limits;

internal static class LimitExtensions
{
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        // Bound at the start only: changes come through LimitSettings, where a wrong one does no harm.
        builder.Services.AddOptions<LimitOptions>().Configure<IConfiguration>((limits, configuration) => configuration.GetSection(LimitOptions.Section).Bind(limits)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<LimitOptions>, LimitOptionsValidator>();
        builder.Services.AddSingleton<LimitSettings>();
        builder.Services.AddSingleton<RateGate>();
        builder.Services.AddSingleton<AddressLimit>();
        builder.Services.AddSingleton<CallerBuckets>();
        builder.Services.AddSingleton<FailedCredentials>();
        builder.Services.AddSingleton<UnderWay>();
        builder.Services.AddSingleton<OpenStreams>();
        builder.AddSharing();
    }

    /// <summary>Before the credentials are looked at: what one address may send, and what a service can have under way.</summary>
    public static void UseAddressLimits(this WebApplication app)
    {
        app.UseMiddleware<AddressLimitMiddleware>();
        app.UseMiddleware<ConcurrencyLimit>();
    }

    public static void UseLimits(this WebApplication app)
    {
        app.UseMiddleware<LimitMiddleware>();
        app.UseMiddleware<StreamLimit>();
    }

    private static void AddSharing(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SharingOptions>().BindConfiguration(SharingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (builder.Configuration.GetConnectionString("redis") is { Length: > 0 } redis)
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<RedisBuckets>(services, redis));
        builder.Services.AddSingleton(services => new Leases(
            services.GetService<RedisBuckets>(),
            services.GetRequiredService<Telemetry.GatewayMetrics>(),
            services.GetRequiredService<IOptions<SharingOptions>>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<Leases>>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<Leases>());
        builder.Services.AddHealthChecks().AddCheck<Leases>("redis");
    }
}
