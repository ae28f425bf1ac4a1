using System.Diagnostics.Metrics;

namespace LeadPlatform.Auditing;

internal static class AuditInstruments
{
    private static readonly Meter Meter = new("LeadPlatform.Auditing");

    /// <summary>Actions come from the endpoints, so there are some dozens.</summary>
    public static readonly Counter<long> Entries = Meter.CreateCounter<long>("audit.entries", "{entry}", "Entries handed to the audit log, by action");
}
