using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Calls;
using LeadPlatform.ServiceDefaults.WarmUp;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Captures;

internal static class CaptureExtensions
{
    public const string Path = "/v1/leads";

    /// <summary>What a capture asks of its caller.</summary>
    public const Permission Asked = Permission.CaptureLeads;

    public static void AddCaptures(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CaptureOptions>().BindConfiguration(CaptureOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var calls = builder.AddServiceClient<CaptureClient>("dataservice");
        // One client for as long as the gateway runs: what would be made anew for each call is not, and connections are still renewed to follow DataService.
        calls.SetHandlerLifetime(Timeout.InfiniteTimeSpan).UseSocketsHttpHandler((connections, _) =>
        {
            connections.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
            connections.AllowAutoRedirect = connections.UseCookies = connections.UseProxy = false;
        });
        calls.ConfigureHttpClient((services, http) => http.Timeout = services.GetRequiredService<IOptions<CaptureOptions>>().Value.CallTimeout);
#pragma warning disable EXTEXP0001 // A capture is not safe to repeat here, so the defaults would only cost: a failed call is told to its callers at once.
        calls.RemoveAllLoggers().RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        builder.Services.AddSingleton<CaptureQueue>();
        builder.Services.AddSingleton<CaptureLead>();
        builder.Services.AddHostedService<CaptureSenders>();
        builder.Services.AddWarmUp<CaptureWarmUp>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, HandedOnPolicy>());
    }

    /// <summary>Before the routes, so that what it takes goes through nothing else.</summary>
    public static void UseShortWay(this WebApplication app) => app.UseMiddleware<ShortWay>();

    /// <summary>Before the credentials are looked at: what can't be taken is refused at once.</summary>
    public static void UseShedding(this WebApplication app) => app.UseMiddleware<Shedding>();

    public static void MapCaptures(this WebApplication app) =>
        app.MapPost(Path, CaptureLead.HandleAsync).WithName("captures").WithMetadata(HandedOn.Metadata).RequirePermission(Asked).NotAudited("a lead's own timeline tells who sent it");
}
