using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Analysing;
using LeadPlatform.Orchestrator.Deciding;
using LeadPlatform.Orchestrator.Scores;
using LeadPlatform.Orchestrator.Screening;
using LeadPlatform.Orchestrator.Workflow;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Orchestrator.Tests.Qualifying;

/// <summary>A lead taken through the local steps, without a service.</summary>
internal static class Scorer
{
    public const int Start = PointScorer.Start;

    private static readonly ILeadStep[] Steps = [new ScreenStep(), new ScoreStep(new PointScorer()), new DecideStep(Options.Create(new DecisionOptions()))];

    public static (Qualification Qualification, string? Ground) Score(QualificationInput lead) => Score(lead, null);

    public static (Qualification Qualification, string? Ground) Score(QualificationInput lead, LeadAnalysis? analysis)
    {
        var all = new LeadCase(lead, DateTimeOffset.MaxValue) { Analysis = analysis };
        foreach (var step in Steps)
            step.RunAsync(all, CancellationToken.None).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        return (all.Qualification!, all.Findings.Ground);
    }
}
