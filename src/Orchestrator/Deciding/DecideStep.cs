using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Analysing;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.Orchestrator.Workflow;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Orchestrator.Deciding;

/// <summary>
/// Puts the findings together. An analysis moves the score within the bounds of <see cref="DecisionOptions"/> and lifts no ground, whatever it says.
/// </summary>
internal sealed class DecideStep(IOptions<DecisionOptions> options) : ILeadStep
{
    public string Name => StepName.Decide;

    public ValueTask<StepResult> RunAsync(LeadCase lead, CancellationToken cancellationToken)
    {
        var local = lead.Score!;
        var intent = lead.Analysis?.Intent ?? lead.Findings.Intent;
        var urgency = lead.Analysis?.Urgency ?? lead.Findings.Urgency;
        var moved = lead.Analysis is { } analysis ? Math.Clamp(analysis.Adjustment, -options.Value.MaxLower, options.Value.MaxRaise) : 0;
        var score = Math.Clamp(local.Points + moved, 0, 100);
        var band = QualificationBand.Of(score);
        lead.Qualification = new Qualification(
            lead.Facts.Line,
            score,
            band,
            moved == 0 ? local.Reasons : With(local.Reasons, moved),
            intent,
            urgency,
            Summary.Of(lead.Facts, intent, urgency, lead.Analysis?.Topics ?? [], band),
            lead.Analysis is { } by ? $"{local.Model}+{by.Model}" : local.Model);
        return new(StepResult.Done);
    }

    private static List<QualificationReason> With(IReadOnlyList<QualificationReason> reasons, int moved) =>
    [
        .. reasons
            .Append(new QualificationReason("analysis", moved > 0 ? "What the consumer wrote speaks for the lead." : "What the consumer wrote speaks against the lead.", moved))
            .OrderByDescending(reason => Math.Abs(reason.Points)).ThenBy(reason => reason.Code, StringComparer.Ordinal),
    ];
}
