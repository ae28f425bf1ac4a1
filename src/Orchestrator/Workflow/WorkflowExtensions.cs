using LeadPlatform.Orchestrator.Analysing;
using LeadPlatform.Orchestrator.Deciding;
using LeadPlatform.Orchestrator.Embedding;
using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.Orchestrator.Scores;
using LeadPlatform.Orchestrator.Screening;

namespace LeadPlatform.Orchestrator.Workflow;

internal static class WorkflowExtensions
{
    public static WebApplicationBuilder AddWorkflow(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WorkflowOptions>().BindConfiguration(WorkflowOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<WorkflowMetrics>();
        builder.Services.AddSingleton<QualificationWorkflow>();
        builder.Services.AddSingleton<ILeadStep, ScreenStep>();
        builder.AddScores();
        builder.AddProviders();
        builder.AddAnalysing();
        builder.AddEmbedding();
        builder.AddDeciding();
        return builder;
    }
}
