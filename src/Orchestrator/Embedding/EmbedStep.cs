using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Workflow;

namespace LeadPlatform.Orchestrator.Embedding;

/// <summary>Without a provider DataService embeds the lead by itself, at the side of its vectors.</summary>
internal sealed class EmbedStep : ILeadStep
{
    public string Name => StepName.Embed;

    public ValueTask<StepResult> RunAsync(LeadCase lead, CancellationToken cancellationToken) => new(StepResult.Skipped("local"));
}
