using System.Diagnostics.Metrics;

namespace LeadPlatform.DataService.PersonalData;

internal static class ResealingMetrics
{
    private static readonly Meter Meter = new("LeadPlatform.DataService");
    private static double _progress = 1;

    private static readonly Counter<long> Leads = Meter.CreateCounter<long>(
        "leads.resealed", "{lead}", "Leads whose personal data was brought under the current key, by what it was: plain; former_key; unreadable (it stays as it is).");

    static ResealingMetrics() => Meter.CreateObservableGauge(
        "leads.resealing.progress", () => Volatile.Read(ref _progress), "1", "How much of the leads, by their age, has been looked at since the platform's key was changed; at 1 the former key can be removed.");

    public static void Renewed(string was) => Leads.Add(1, new KeyValuePair<string, object?>("was", was));

    /// <param name="share">From 0 to 1.</param>
    public static void Progress(double share) => Volatile.Write(ref _progress, share);
}
