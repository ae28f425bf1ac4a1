using System.Diagnostics.Metrics;

namespace LeadPlatform.Frontend.Forms.Checks;

internal static class FormMetrics
{
    private static readonly Meter Meter = new("LeadPlatform.Frontend");

    private static readonly Counter<long> Checks = Meter.CreateCounter<long>(
        "forms.checks", "{inquiry}", "Inquiries that looked like a machine's, by result (asked, passed, refused) and reason (trap, quick, many, waited, worked).");

    private static readonly Counter<long> CountedAlone = Meter.CreateCounter<long>(
        "forms.counts.unshared", "{call}", "Times that Redis did not answer and an instance went by its own counts of inquiries.");

    public static void NotShared() => CountedAlone.Add(1);

    public static void Checked(string result, string reason) => Checks.Add(1, new("result", result), new("reason", reason));
}
