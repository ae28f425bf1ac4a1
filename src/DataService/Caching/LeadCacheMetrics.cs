using System.Diagnostics.Metrics;

namespace LeadPlatform.DataService.Caching;

internal static class LeadCacheMetrics
{
    private static readonly Meter Meter = new("LeadPlatform.DataService");
    private static int _connected;

    private static readonly Counter<long> Reads = Meter.CreateCounter<long>(
        "leads.cache.reads", "{read}", "Reads of a lead, by result: hit; miss; held (another one is fetching it); away (Redis is left alone); failed (no answer in time). The hit ratio is hit by all of them.");

    private static readonly Counter<long> Fills = Meter.CreateCounter<long>(
        "leads.cache.fills", "{lead}", "Answers offered to the cache, by result: filled; lost (the lead has changed since it was read); full (LeadCache:MaxLeads); failed.");

    static LeadCacheMetrics() => Meter.CreateObservableGauge("leads.cache.connected", () => Volatile.Read(ref _connected), "{connection}", "1 while Redis is used, 0 while it is left alone.");

    public static void Read(string result) => Reads.Add(1, new KeyValuePair<string, object?>("result", result));

    public static void Fill(string result) => Fills.Add(1, new KeyValuePair<string, object?>("result", result));

    public static void Connected(bool connected) => Volatile.Write(ref _connected, connected ? 1 : 0);
}
