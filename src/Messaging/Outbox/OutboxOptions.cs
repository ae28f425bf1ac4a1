using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.Messaging.Outbox;

public sealed class OutboxOptions
{
    public const string Section = "Outbox";

    /// <summary>Events handed over after their commit that may wait in memory; past it they wait in the table only. Default 50,000.</summary>
    [Range(100, 1_000_000, ErrorMessage = "Outbox:Capacity must be from 100 to 1000000 events.")]
    public int Capacity { get; set; } = 50_000;

    /// <summary>Events published and deleted at once. Default 1,000.</summary>
    [Range(1, 10_000, ErrorMessage = "Outbox:BatchSize must be from 1 to 10000 events.")]
    public int BatchSize { get; set; } = 1_000;

    /// <summary>How often the table is looked through for what a crash left. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00", ErrorMessage = "Outbox:SweepInterval must be from 00:00:00.1 to 00:05:00.")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Age from which an unpublished event counts as left behind. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ErrorMessage = "Outbox:SweepAfter must be from 00:00:00 to 00:10:00.")]
    public TimeSpan SweepAfter { get; set; } = TimeSpan.FromSeconds(5);
}
