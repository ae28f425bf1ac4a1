namespace LeadPlatform.Crash.Tests.Faults;

/// <summary>A part of the platform that fails.</summary>
/// <param name="Name">Its resource.</param>
/// <param name="CaptureGoesOn">Whether leads are taken while it is away.</param>
internal sealed record Victim(string Name, bool CaptureGoesOn)
{
    public const string Database = "postgres";

    /// <summary>In this order, so that what comes back late from the first is there before the last.</summary>
    public static IReadOnlyList<Victim> All { get; } =
    [
        new("orchestrator", CaptureGoesOn: true),
        new("dataservice", CaptureGoesOn: false),
        new("backend", CaptureGoesOn: true),
        new("nats", CaptureGoesOn: true),
        new(Database, CaptureGoesOn: false),
        new("redis", CaptureGoesOn: true),
        new("gateway", CaptureGoesOn: false),
    ];
}
