using LeadPlatform.Orchestrator.Workflow;

namespace LeadPlatform.Orchestrator.Deciding;

internal static class DecidingExtensions
{
    public static void AddDeciding(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DecisionOptions>().BindConfiguration(DecisionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ILeadStep, DecideStep>();
    }
}
