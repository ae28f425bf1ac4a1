using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.Messaging.Pacing;

/// <summary>How work behind the scenes gives way to captures, and what only follows from leads to those without an outcome.</summary>
public sealed class PacingOptions
{
    public const string Section = "Messaging:Pacing";

    /// <summary>
    /// For services that share a machine: while captures wait, relays and consumers leave it to them. Where each has its own, giving way frees nothing.
    /// Default false; the AppHost turns it on.
    /// </summary>
    public bool Enabled { get; set; }

    /// <summary>Events that each relay and consumer still handles while giving way, so that nothing stands still. Default 100 a second.</summary>
    [Range(1, 100_000, ErrorMessage = "Messaging:Pacing:FloorPerSecond must be from 1 to 100000 events.")]
    public int FloorPerSecond { get; set; } = 100;

    /// <summary>How long one request to give way holds. Default 300 ms; it is repeated every 100 ms while captures wait.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10", ErrorMessage = "Messaging:Pacing:Hold must be from 00:00:00.1 to 00:00:10.")]
    public TimeSpan Hold { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// How long the search index, the graph and the vectors stay behind leads that are on their way without a break. Past it they take their share of the machine,
    /// so that a load that never ends does not stop them. Default 1 minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "Messaging:Pacing:LongestBehind must be from 00:00:00 to 01:00:00.")]
    public TimeSpan LongestBehind { get; set; } = TimeSpan.FromMinutes(1);
}
