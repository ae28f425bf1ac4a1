using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Consuming;

/// <summary>Meter and activity source <c>LeadPlatform.Orchestrator</c>.</summary>
internal sealed class QualificationMetrics
{
    public static readonly ActivitySource Activities = new("LeadPlatform.Orchestrator");

    private readonly Counter<long> _qualifications;
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _score;

    public QualificationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("LeadPlatform.Orchestrator");
        _qualifications = meter.CreateCounter<long>("leadplatform.qualifications", "{lead}", "Qualified leads by verdict, ground and line.");
        _duration = meter.CreateHistogram(
            "leadplatform.qualification.duration", "s", "Time from a batch's delivery to its verdicts' acknowledgement.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5] });
        _score = meter.CreateHistogram(
            "leadplatform.qualification.score", "{point}", "Scores by line.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [10, 20, 30, 40, 45, 50, 60, 70, 80, 90, 100] });
    }

    public void Qualified(Qualification qualification, string? ground)
    {
        _qualifications.Add(1, new("verdict", ground is null ? "qualified" : "disqualified"), new("ground", ground ?? "none"), new("line", qualification.Line));
        _score.Record(qualification.Score, new KeyValuePair<string, object?>("line", qualification.Line));
    }

    public void BatchDone(TimeSpan duration, int leads)
    {
        if (leads > 0)
            _duration.Record(duration.TotalSeconds);
    }
}
