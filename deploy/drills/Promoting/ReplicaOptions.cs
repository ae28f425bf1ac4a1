namespace LeadPlatform.Drills.Promoting;

/// <summary>How a promotion is drilled.</summary>
internal sealed record ReplicaOptions
{
    /// <summary>Leads a second. Default 150.</summary>
    public int Rate { get; init; } = 150;

    /// <summary>Load before each kill. Default 15 s.</summary>
    public TimeSpan Load { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long before the kill the primary can't reach its replicas any more, as when a machine's network goes first. Default 0.5 s; on one machine a replica is never
    /// behind by itself, and nothing would be told apart.
    /// </summary>
    public TimeSpan CutOff { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>For <c>./test</c>.</summary>
    public static ReplicaOptions Short { get; } = new() { Load = TimeSpan.FromSeconds(3) };
}
