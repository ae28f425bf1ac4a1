using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.DeadLetters;

public sealed class DeadLetterOptions
{
    public const string Section = "DeadLetters";

    /// <summary>Dead letters that one request looks at, at most, for those that match its filters. Default 5,000.</summary>
    [Range(1, 100_000, ErrorMessage = "DeadLetters:MaxScan must be from 1 to 100000 messages.")]
    public int MaxScan { get; set; } = 5_000;

    /// <summary>Dead letters that one request replays, at most. Default 1,000.</summary>
    [Range(1, 10_000, ErrorMessage = "DeadLetters:ReplayBatch must be from 1 to 10000 messages.")]
    public int ReplayBatch { get; set; } = 1_000;

    /// <summary>How often they are counted for the metric. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00", ErrorMessage = "DeadLetters:CountInterval must be from 00:00:00.1 to 01:00:00.")]
    public TimeSpan CountInterval { get; set; } = TimeSpan.FromSeconds(15);
}
