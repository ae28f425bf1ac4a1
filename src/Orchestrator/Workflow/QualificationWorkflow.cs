using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Orchestrator.Workflow;

/// <summary>What the steps made of a lead.</summary>
/// <param name="Ground">Code of what disqualifies it; null where it qualifies.</param>
/// <param name="Steps">One a step, in their order.</param>
internal sealed record Verdict(Qualification Qualification, string? Ground, IReadOnlyList<QualificationStep> Steps);

/// <summary>Runs the steps over a lead, one after the other, and notes how each went.</summary>
internal sealed class QualificationWorkflow
{
    private readonly ILeadStep[] _steps;
    private readonly bool[] _skipped;
    private readonly WorkflowMetrics _metrics;
    private readonly TimeProvider _time;

    public QualificationWorkflow(IEnumerable<ILeadStep> steps, IOptions<WorkflowOptions> options, WorkflowMetrics metrics, TimeProvider time)
    {
        _steps = [.. StepName.All.Select(name => steps.Single(step => step.Name == name))];
        _skipped = [.. _steps.Select(step => options.Value.Skip.Contains(step.Name))];
        (_metrics, _time) = (metrics, time);
    }

    /// <param name="deadline">When the lead goes on with what is there.</param>
    /// <exception cref="OperationCanceledException">Cancelled; nothing has been decided.</exception>
    public async ValueTask<Verdict> RunAsync(QualificationInput input, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var lead = new LeadCase(input, deadline);
        var notes = new QualificationStep[_steps.Length];
        for (var i = 0; i < _steps.Length; i++)
        {
            if (_steps[i].Name == StepName.Analyse)
                Begin(lead, i);
            var started = _time.GetTimestamp();
            var result = _skipped[i] ? StepResult.Skipped("switched_off") : await _steps[i].RunAsync(lead, cancellationToken);
            var took = _time.GetElapsedTime(started);
            notes[i] = new QualificationStep(_steps[i].Name, result.Outcome, Math.Round(took.TotalMilliseconds, 3), result.Reason, result.By);
            _metrics.StepDone(notes[i], took);
        }

        return new Verdict(lead.Qualification!, lead.Findings.Ground, notes);
    }

    private void Begin(LeadCase lead, int first)
    {
        for (var i = first; i < _steps.Length; i++)
        {
            if (!_skipped[i])
                _steps[i].Begin(lead);
        }
    }
}
