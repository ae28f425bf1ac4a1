using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying;

namespace LeadPlatform.Orchestrator.Scores;

/// <summary>Gives a lead its score. Pure: the same lead and findings, the same score.</summary>
internal interface ILeadScorer
{
    /// <param name="findings">What the screen step found; reasons of the scorer's own may be added.</param>
    LeadScore Score(LeadFacts lead, Findings findings);
}

/// <param name="Points">0 to 100.</param>
/// <param name="Reasons">What moved it, strongest first.</param>
/// <param name="Model">Name and version of what scored.</param>
internal sealed record LeadScore(int Points, IReadOnlyList<QualificationReason> Reasons, string Model);
