using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Retaining;

internal static class RetainingFeature
{
    public static WebApplicationBuilder AddRetaining(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services => RetentionRules.Load(services.GetRequiredService<IOptions<RetentionOptions>>().Value.RulesFile));
        builder.Services.AddSingleton<RetentionBatch>();
        builder.Services.AddHostedService<Retention>();
        return builder;
    }
}
