using LeadPlatform.Orchestrator.Providers.Spending;
using LeadPlatform.ServiceDefaults.WarmUp;

namespace LeadPlatform.Orchestrator.Providers;

internal static class ProvidersExtensions
{
    public static void AddProviders(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AiOptions>().BindConfiguration(AiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ProviderMetrics>();
        builder.Services.AddSingleton<AiRedis>();
        builder.Services.AddSingleton<SpendingLedger>();
        builder.Services.AddSingleton<AiProviders>();
        if (!builder.ReadAi().AsksNobody)
            builder.Services.AddWarmUp<AiWarmUp>();
    }

    /// <summary>What the configuration says while services are still being added.</summary>
    public static AiOptions ReadAi(this WebApplicationBuilder builder) => builder.Configuration.GetSection(AiOptions.Section).Get<AiOptions>() ?? new AiOptions();
}
