using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Workflow;

namespace LeadPlatform.Orchestrator.Scores;

internal sealed class ScoreStep(ILeadScorer scorer) : ILeadStep
{
    public string Name => StepName.Score;

    public ValueTask<StepResult> RunAsync(LeadCase lead, CancellationToken cancellationToken)
    {
        lead.Score = scorer.Score(lead.Facts, lead.Findings);
        return new(StepResult.Done);
    }
}
