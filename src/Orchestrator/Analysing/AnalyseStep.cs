using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Workflow;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Orchestrator.Analysing;

/// <summary>
/// Has what the consumer wrote read by an AI, and waits for it until the lead's deadline. Without a provider, without words, or for a lead that nobody will get, what the
/// signals read in the words counts.
/// </summary>
internal sealed class AnalyseStep(Analyst analyst, IOptions<WorkflowOptions> options, TimeProvider time) : ILeadStep
{
    private static readonly StepResult Local = StepResult.Done with { By = "local" };
    private readonly TimeSpan _longest = TimeSpan.FromTicks(Math.Max(options.Value.Deadline.Ticks, TimeSpan.FromMinutes(2).Ticks));

    public string Name => StepName.Analyse;

    public ValueTask<StepResult> RunAsync(LeadCase lead, CancellationToken cancellationToken)
    {
        if (!analyst.Asks)
            return new(Local);
        if (lead.Findings.Ground is not null)
            return new(StepResult.Skipped("disqualified"));
        if (!lead.Facts.Text.HasWords)
            return new(StepResult.Skipped("no_words"));
        // The clocks of two machines may differ: never longer than any deadline is.
        var left = lead.Deadline - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return new(new StepResult(StepOutcome.Late, "no_time_left"));
        return analyst.Begin(lead.Facts) is { } answer
            ? WaitAsync(lead, answer, left < _longest ? left : _longest, cancellationToken)
            : new(new StepResult(StepOutcome.Late, "too_many_under_way"));
    }

    private async ValueTask<StepResult> WaitAsync(LeadCase lead, Task<AnalysisResult> answer, TimeSpan left, CancellationToken cancellationToken)
    {
        try
        {
            var (analysis, fault) = await answer.WaitAsync(left, time, cancellationToken);
            lead.Analysis = analysis;
            return analysis is null ? new(StepOutcome.Fallback, fault, "local") : new(StepOutcome.Done, By: $"{analysis.Provider}/{analysis.Model}");
        }
        catch (TimeoutException)
        {
            return new(StepOutcome.Late, "deadline");
        }
    }
}
