using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LeadPlatform.DataService.Searching;

internal static class SearchMetrics
{
    private static readonly Meter Meter = new("LeadPlatform.DataService");
    private static long _behindSince;

    public static readonly Counter<long> Indexed = Meter.CreateCounter<long>("leads.search.indexed", "{lead}", "Leads that can be found since.");
    public static readonly Counter<long> Unreadable = Meter.CreateCounter<long>("leads.search.unreadable", "{lead}", "Leads that can not be found, because their personal data could not be read.");
    public static readonly Histogram<double> Delay = Meter.CreateHistogram<double>("leads.search.delay", "s", "Time from the capture of a batch of leads until they can be found.");

    static SearchMetrics() => Meter.CreateObservableGauge(
        "leads.search.lag", () => Volatile.Read(ref _behindSince) is var since and > 0 ? Stopwatch.GetElapsedTime(since).TotalSeconds : 0, "s", "Age of the oldest lead that can not be found yet, as far as this instance knows.");

    /// <summary>The oldest lead that waits has done so for <paramref name="age"/>.</summary>
    public static void Behind(TimeSpan age) => Volatile.Write(ref _behindSince, Math.Max(1, Stopwatch.GetTimestamp() - (long)(age.TotalSeconds * Stopwatch.Frequency)));

    /// <summary>Nothing waits.</summary>
    public static void CaughtUp() => Volatile.Write(ref _behindSince, 0);
}
