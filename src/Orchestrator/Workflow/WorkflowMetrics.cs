using System.Diagnostics.Metrics;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Workflow;

/// <summary>Of the steps, on meter <c>LeadPlatform.Orchestrator</c>.</summary>
internal sealed class WorkflowMetrics
{
    private readonly Histogram<double> _step;
    private readonly Counter<long> _amendments;

    public WorkflowMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("LeadPlatform.Orchestrator");
        _step = meter.CreateHistogram(
            "leadplatform.qualification.step.duration", "s", "Time of one step of a qualification, by step and outcome.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.00001, 0.0001, 0.001, 0.01, 0.1, 0.5, 1, 2, 5, 10, 20] });
        _amendments = meter.CreateCounter<long>("leadplatform.qualification.amendments", "{lead}", "Qualifications replaced by a better one, by cause.");
    }

    public void StepDone(QualificationStep step, TimeSpan took) => _step.Record(took.TotalSeconds, new("step", step.Name), new("outcome", step.Outcome));

    public void Amended(string cause) => _amendments.Add(1, new KeyValuePair<string, object?>("cause", cause));
}
