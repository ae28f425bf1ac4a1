using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Workflow;

namespace LeadPlatform.Orchestrator.Analysing;

/// <summary>Without a provider the words were read by the signals already.</summary>
internal sealed class AnalyseStep : ILeadStep
{
    public string Name => StepName.Analyse;

    public ValueTask<StepResult> RunAsync(LeadCase lead, CancellationToken cancellationToken) => new(StepResult.Done with { By = "local" });
}
