namespace LeadPlatform.Drills.Restoring;

/// <summary>How a restore is drilled.</summary>
internal sealed record RestoreOptions
{
    /// <summary>Leads a second. Default 150.</summary>
    public int Rate { get; init; } = 150;

    /// <summary>Load before the base backup, and again between it and the accident. Default 15 s.</summary>
    public TimeSpan Load { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>At the latest after this a segment of the log is in the archive. Default 5 s; RDS does it every 5 minutes.</summary>
    public TimeSpan ArchiveTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the deletion until the data directory is destroyed too, under load. Default 12 s; must give the archive time for what came before the deletion.</summary>
    public TimeSpan Noticed { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>How long before the deletion the database is brought back to. Default 1 s.</summary>
    public TimeSpan Before { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For <c>./test</c>.</summary>
    public static RestoreOptions Short { get; } = new() { Load = TimeSpan.FromSeconds(3), ArchiveTimeout = TimeSpan.FromSeconds(1), Noticed = TimeSpan.FromSeconds(4) };
}
