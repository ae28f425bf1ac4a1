using LeadPlatform.Orchestrator.Workflow;

namespace LeadPlatform.Orchestrator.Analysing;

internal static class AnalysingExtensions
{
    public static void AddAnalysing(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ILeadStep, AnalyseStep>();
}
