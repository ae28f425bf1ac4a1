using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LeadPlatform.Backend;

internal static class BackendTelemetry
{
    public const string Name = "LeadPlatform.Backend";

    public static readonly Meter Meter = new(Name);
    public static readonly ActivitySource Activities = new(Name);
}
