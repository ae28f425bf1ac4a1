using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LeadPlatform.DataService.Graph;

internal static class GraphMetrics
{
    private static readonly Meter Meter = new("LeadPlatform.DataService");
    private static long _behindSince;

    public static readonly Counter<long> Written = Meter.CreateCounter<long>("leads.graph.written", "{lead}", "Leads written to the graph, those written again among them.");
    public static readonly Counter<long> Unreadable = Meter.CreateCounter<long>("leads.graph.unreadable", "{lead}", "Leads that are not in the graph, because their personal data could not be read.");
    public static readonly Counter<long> SignalsMissed = Meter.CreateCounter<long>("leads.graph.signals_missed", "{lead}", "Leads that were qualified without the signals of the graph, because it did not answer in time.");
    public static readonly Histogram<double> QueryDuration = Meter.CreateHistogram<double>("leads.graph.query.duration", "s", "Time of one query of the graph, by query.");

    static GraphMetrics() => Meter.CreateObservableGauge(
        "leads.graph.lag", () => Volatile.Read(ref _behindSince) is var since and > 0 ? Stopwatch.GetElapsedTime(since).TotalSeconds : 0, "s", "Age of the oldest lead that is not in the graph yet, as far as this instance knows.");

    /// <param name="query">Its name, one of a few.</param>
    public static async Task<T> MeasureAsync<T>(string query, Task<T> answer)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            return await answer;
        }
        finally
        {
            QueryDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("query", query));
        }
    }

    /// <summary>The oldest lead that waits has done so for <paramref name="age"/>.</summary>
    public static void Behind(TimeSpan age) => Volatile.Write(ref _behindSince, Math.Max(1, Stopwatch.GetTimestamp() - (long)(age.TotalSeconds * Stopwatch.Frequency)));

    /// <summary>Nothing waits.</summary>
    public static void CaughtUp() => Volatile.Write(ref _behindSince, 0);
}
