using System.Diagnostics.Metrics;

namespace LeadPlatform.ServiceDefaults.Telemetry;

/// <summary>Bounds of the histograms that Prometheus is given: those the instrument asks for, else by its unit.</summary>
internal static class HistogramBuckets
{
    /// <summary>Seconds. 0.1 and 0.5 are the platform's targets for a statement and a request, so they must be bounds: an objective is counted, not estimated.</summary>
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly double[] Counts = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000];

    public static double[] Of(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } asked } => [.. asked],
        Histogram<int> { Advice.HistogramBucketBoundaries: { Count: > 0 } asked } => [.. asked.Select(bound => (double)bound)],
        Histogram<long> { Advice.HistogramBucketBoundaries: { Count: > 0 } asked } => [.. asked.Select(bound => (double)bound)],
        { Unit: "s" } => Seconds,
        _ => Counts,
    };
}
