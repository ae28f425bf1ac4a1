using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LeadPlatform.DataService.Vectors;

internal static class VectorMetrics
{
    public static readonly ActivitySource Activities = new("LeadPlatform.DataService");

    private static readonly Meter Meter = new("LeadPlatform.DataService");
    private static long _indexed;
    private static long _behindSince;

    public static readonly Counter<long> Written = Meter.CreateCounter<long>("leads.vectors.written", "{vector}", "Vectors written to the database, by model.");
    public static readonly Counter<long> Unreadable = Meter.CreateCounter<long>("leads.vectors.unreadable", "{lead}", "Leads without a vector, because their personal data could not be read.");
    public static readonly Counter<long> Dropped = Meter.CreateCounter<long>("leads.vectors.dropped", "{vector}", "Vectors of the oldest leads that had to leave an index in memory because it was full (Vectors:MaxVectors).");
    public static readonly Counter<long> Questions = Meter.CreateCounter<long>("leads.vectors.questions", "{question}", "Texts that leads were searched by, by model and outcome: embedded, meaningless, unavailable.");
    public static readonly Histogram<double> SearchDuration = Meter.CreateHistogram<double>("leads.vectors.search.duration", "s", "Time of one search by likeness in the index, its turn included, by provider and outcome.");

    static VectorMetrics()
    {
        Meter.CreateObservableGauge("leads.vectors.indexed", () => Volatile.Read(ref _indexed), "{vector}", "Vectors in the index, as far as this instance knows.");
        Meter.CreateObservableGauge(
            "leads.vectors.lag", () => Volatile.Read(ref _behindSince) is var since and > 0 ? Stopwatch.GetElapsedTime(since).TotalSeconds : 0, "s", "Time since the index was last level with the database; 0 while it is.");
    }

    public static void Indexed(long count) => Volatile.Write(ref _indexed, count);

    public static void Behind() => Interlocked.CompareExchange(ref _behindSince, Stopwatch.GetTimestamp(), 0);

    public static void CaughtUp() => Volatile.Write(ref _behindSince, 0);
}
