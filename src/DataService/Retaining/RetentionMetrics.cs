using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LeadPlatform.DataService.Retaining;

internal static class RetentionMetrics
{
    private static readonly Meter Meter = new("LeadPlatform.DataService");
    private static readonly ConcurrentDictionary<string, long> Waiting = new();

    public static readonly Counter<long> Expired = Meter.CreateCounter<long>("leads.retention.erased", "{lead}", "Leads whose personal data was erased because its time was over, by line.");

    static RetentionMetrics() => Meter.CreateObservableGauge(
        "leads.retention.due", () => Observe(), "{lead}", "Leads whose personal data should be erased and was not, by line: in a dry run all that have expired.");

    private static IEnumerable<Measurement<long>> Observe() => Waiting.Select(line => new Measurement<long>(line.Value, new KeyValuePair<string, object?>("line", line.Key)));

    public static void Due(string line, long leads) => Waiting[line] = leads;
}
