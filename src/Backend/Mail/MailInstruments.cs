using System.Diagnostics.Metrics;

namespace LeadPlatform.Backend.Mail;

internal static class MailInstruments
{
    /// <summary>Tag <c>result</c>: sent, failed (tried again), given_up.</summary>
    public static readonly Counter<long> Mails = BackendTelemetry.Meter.CreateCounter<long>("mail.deliveries", "{mail}", "Mail handed over, by result: sent, failed (tried again), given_up");
}
