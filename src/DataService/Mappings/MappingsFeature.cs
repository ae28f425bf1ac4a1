using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Calls;

namespace LeadPlatform.DataService.Mappings;

/// <summary>Leads in the shape of their publisher.</summary>
internal static class MappingsFeature
{
    public static WebApplicationBuilder AddMappings(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MappingOptions>().BindConfiguration(MappingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.AddServiceClient<MappingClient>("backend");
        builder.Services.AddSingleton<Func<MappingClient>>(services => services.GetRequiredService<MappingClient>);
        builder.Services.AddSingleton<MappingCache>();
        return builder;
    }

    public static WebApplication MapMappings(this WebApplication app)
    {
        app.MapPost("/internal/mapping-trials", TryMapping.Handle).RequirePermission(Permission.ManageMappings).NotAudited("it keeps nothing").ExcludeFromDescription();
        return app;
    }
}
