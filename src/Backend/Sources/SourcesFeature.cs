using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.Backend.Sources;

/// <summary>Where leads come from: publishers, their sources, and the keys that open them.</summary>
internal static class SourcesFeature
{
    public static WebApplicationBuilder AddSources(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<FormSourceOptions>().BindConfiguration(FormSourceOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SourceTokens>();
        builder.Services.AddScoped<ISeed, FormSourceSeed>();
        return builder;
    }

    public static void MapSources(this IEndpointRouteBuilder app) =>
        app.MapPost("/internal/keys/resolve", ResolveKey.HandleAsync).RequirePermission(Permission.CallInside).NotAudited("it reads").ExcludeFromDescription();
}
