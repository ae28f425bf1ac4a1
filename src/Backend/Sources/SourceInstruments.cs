using System.Diagnostics.Metrics;

namespace LeadPlatform.Backend.Sources;

internal static class SourceInstruments
{
    /// <summary>Tag <c>result</c>: found, unknown (also expired, revoked and disabled).</summary>
    public static readonly Counter<long> Resolutions = BackendTelemetry.Meter.CreateCounter<long>(
        "key.resolutions", "{key}", "API keys resolved for the gateway, by result");
}
