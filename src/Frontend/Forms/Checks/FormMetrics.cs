using System.Diagnostics.Metrics;

namespace LeadPlatform.Frontend.Forms.Checks;

internal static class FormMetrics
{
    private static readonly Meter Meter = new("LeadPlatform.Frontend");

    private static readonly Counter<long> Checks = Meter.CreateCounter<long>(
        "forms.checks", "{inquiry}", "Inquiries that looked like a machine's, by result (asked, passed, refused) and reason (trap, quick, many, waited, worked).");

    public static void Checked(string result, string reason) => Checks.Add(1, new("result", result), new("reason", reason));
}
