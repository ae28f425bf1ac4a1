using LeadPlatform.Orchestrator.Workflow;
using LeadPlatform.ServiceDefaults.Calls;

namespace LeadPlatform.Orchestrator.Scores;

internal static class ScoresExtensions
{
    public static void AddScores(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ScoreOptions>().BindConfiguration(ScoreOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.AddServiceClient<ModelClient>("dataservice");
        builder.Services.AddSingleton<ModelInUse>();
        builder.Services.AddHostedService<ModelPolling>();
        builder.Services.AddSingleton<PointScorer>();
        builder.Services.AddSingleton<ILeadScorer, TrainedScorer>();
        builder.Services.AddSingleton<ILeadStep, ScoreStep>();
    }
}
