using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying.Lines;
using LeadPlatform.Orchestrator.Qualifying.Signals;

namespace LeadPlatform.Orchestrator.Qualifying;

/// <param name="Ground">Code of what disqualifies the lead; null where it qualifies.</param>
internal sealed record Verdict(Qualification Qualification, string? Ground);

/// <summary>The local scorer: points with reasons, no network, no randomness (see README.md here).</summary>
internal static class Scorer
{
    public const string Model = "local-points-1";

    /// <summary>Where counting starts.</summary>
    public const int Start = 27;

    private static readonly ISignal[] Signals =
    [
        new PhonePlausibility(), new EmailPlausibility(), new Completeness(), new ConsentFreshness(), new ConsentChannels(),
        new UrgencyWords(), new IntentWords(), new Engagement(), new LineFacts(), new Contradictions(),
        new TestData(), new ContactRefused(), new Unreachable(), new UnderAge(),
    ];

    public static Verdict Score(QualificationInput lead)
    {
        var facts = new LeadFacts(lead);
        var findings = new Findings();
        foreach (var signal in Signals)
            signal.Read(facts, findings);

        var score = Math.Clamp(Start + findings.Reasons.Sum(reason => reason.Points), 0, 100);
        var band = QualificationBand.Of(score);
        var reasons = findings.Reasons.Where(reason => reason.Points != 0).OrderByDescending(reason => Math.Abs(reason.Points)).ThenBy(reason => reason.Code, StringComparer.Ordinal).ToList();
        return new Verdict(
            new Qualification(lead.Line, score, band, reasons, findings.Intent, findings.Urgency, Summary.Of(facts, findings, band), Model),
            findings.Ground);
    }
}
