using System.Diagnostics.Metrics;

namespace LeadPlatform.DataService.Erasing;

internal static class ErasingMetrics
{
    private static readonly Meter Meter = new("LeadPlatform.DataService");
    private static long _pending;

    public static readonly Counter<long> Erased = Meter.CreateCounter<long>("leads.erased", "{lead}", "Leads of which everything was removed that tells who the consumer is.");

    static ErasingMetrics() => Meter.CreateObservableGauge(
        "leads.erasures.pending", () => Volatile.Read(ref _pending), "{consumer}", "Erased consumers whom a store beside the database has not forgotten yet.");

    public static void Pending(long consumers) => Volatile.Write(ref _pending, consumers);
}
