using System.Diagnostics.Metrics;
using LeadPlatform.Contracts.Ids;

namespace LeadPlatform.Backend.Assignments;

internal static class AssignmentInstruments
{
    /// <summary>Tag <c>outcome</c>: assigned, unmatched (with <c>reason</c>), assigned_late (unmatched before), known (a redelivery).</summary>
    private static readonly Counter<long> Assignments = BackendTelemetry.Meter.CreateCounter<long>(
        "assignments", "{lead}", "Leads by the outcome of their assignment");

    public static readonly Histogram<double> Duration = BackendTelemetry.Meter.CreateHistogram<double>(
        "assignment.batch.duration", "s", "Time of one batch of assignments, the wait for the lock included",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    /// <summary>Also of leads that waited for an agent, so the last bounds are long.</summary>
    private static readonly Histogram<double> TimeToAgent = BackendTelemetry.Meter.CreateHistogram<double>(
        "leads.time_to_agent", "s", "Time from a lead's receipt to its assignment",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600] });

    /// <summary>As counted last, every retry interval.</summary>
    public static readonly ObservableGauge<long> Unmatched = BackendTelemetry.Meter.CreateObservableGauge(
        "leads.unmatched", () => Volatile.Read(ref _open), "{lead}", "Leads that wait for an agent to become available");

    private static readonly Counter<long> GivenUp = BackendTelemetry.Meter.CreateCounter<long>(
        "leads.given_up", "{lead}", "Unmatched leads that became too old");

    private static long _open;

    public static void Count(List<NewLeg> legs, List<NewUnmatched> unmatched, bool retried, DateTimeOffset now)
    {
        if (legs.Count > 0)
            Assignments.Add(legs.Count, new KeyValuePair<string, object?>("outcome", retried ? "assigned_late" : "assigned"));
        foreach (var leg in legs)
        {
            if (TimedId.TimeOf(leg.LeadId) is { } received)
                TimeToAgent.Record((now - received).TotalSeconds);
        }

        foreach (var reason in unmatched.CountBy(lead => lead.Reason))
            Assignments.Add(reason.Value, new KeyValuePair<string, object?>("outcome", "unmatched"), new KeyValuePair<string, object?>("reason", reason.Key));
    }

    public static void CountKnown(int leads)
    {
        if (leads > 0)
            Assignments.Add(leads, new KeyValuePair<string, object?>("outcome", "known"));
    }

    public static void ShowWaiting(long open, int givenUp)
    {
        Volatile.Write(ref _open, open);
        if (givenUp > 0)
            GivenUp.Add(givenUp);
    }
}
