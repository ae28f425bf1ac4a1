using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;

namespace LeadPlatform.DataService.Capture;

internal static class CaptureMetrics
{
    public static readonly ActivitySource Activities = new("LeadPlatform.DataService");
    private static readonly Meter Meter = new("LeadPlatform.DataService");

    public static readonly Counter<long> Captured = Meter.CreateCounter<long>("leads.captured", "{lead}", "Leads stored, by line.");
    public static readonly Counter<long> Refused = Meter.CreateCounter<long>("leads.refused", "{lead}", "Posts refused, by problem code.");
    public static readonly Histogram<double> CommitDuration = Meter.CreateHistogram<double>("leads.capture.commit.duration", "s", "Time of one capture transaction.");
    public static readonly Counter<long> GaveWay = Meter.CreateCounter<long>("leads.capture.give_way", "{request}", "Requests to the rest of the platform to give way to captures, ten a second while they wait.");
    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("leads.capture.batch.size", "{lead}", "Leads in one capture transaction.");

    /// <summary>Counts the leads that were stored, with one addition for all of one line and status.</summary>
    public static void Count(List<CapturedLead> leads)
    {
        var counts = new Dictionary<(string Line, string Status), int>();
        foreach (var lead in leads)
        {
            if (lead.Result.Outcome == CaptureOutcome.Stored)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, (lead.Lead.Line, lead.Result.Status), out _)++;
        }

        foreach (var ((line, status), count) in counts)
            Captured.Add(count, new KeyValuePair<string, object?>("line", line), new KeyValuePair<string, object?>("status", status));
    }
}
