using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Calls;
using LeadPlatform.ServiceDefaults.WarmUp;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadPlatform.ApiGateway.Captures;

internal static class CaptureExtensions
{
    public static void AddCaptures(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CaptureOptions>().BindConfiguration(CaptureOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.AddServiceClient<CaptureClient>("dataservice");
        builder.Services.AddSingleton<CaptureQueue>();
        builder.Services.AddSingleton<CaptureLead>();
        builder.Services.AddHostedService<CaptureSenders>();
        builder.Services.AddWarmUp<CaptureWarmUp>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, HandedOnPolicy>());
    }

    public static void MapCaptures(this WebApplication app) =>
        app.MapPost("/v1/leads", CaptureLead.HandleAsync).WithName("captures").WithMetadata(HandedOn.Metadata).RequireScope(Scopes.LeadsWrite);
}
