using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.Orchestrator.Qualifying.Lines;
using LeadPlatform.Orchestrator.Qualifying.Signals;

namespace LeadPlatform.Orchestrator.Scores;

/// <summary>Points with reasons, no network, no randomness (see README.md of Qualifying).</summary>
internal sealed class PointScorer : ILeadScorer
{
    public const string Model = "local-points-2";

    /// <summary>Where counting starts.</summary>
    public const int Start = 27;

    private static readonly ISignal[] Signals = [new Completeness(), new UrgencyWords(), new IntentWords(), new Engagement(), new LineFacts(), new Contradictions()];

    public LeadScore Score(LeadFacts lead, Findings findings)
    {
        foreach (var signal in Signals)
            signal.Read(lead, findings);
        return new LeadScore(
            Math.Clamp(Start + findings.Reasons.Sum(reason => reason.Points), 0, 100),
            [.. findings.Reasons.Where(reason => reason.Points != 0).OrderByDescending(reason => Math.Abs(reason.Points)).ThenBy(reason => reason.Code, StringComparer.Ordinal)],
            Model);
    }
}
