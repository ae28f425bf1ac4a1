using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Searching;

public sealed class SearchOptions
{
    public const string Section = "Search";

    /// <summary>Leads indexed in one transaction, about; a single capture or import batch is never split. Default 2,000.</summary>
    [Range(1, 100_000, ErrorMessage = "Search:BatchSize must be from 1 to 100000 leads.")]
    public int BatchSize { get; set; } = 2_000;

    /// <summary>How long the indexer rests when nothing waits: a lead is found about this long after its capture. Default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00", ErrorMessage = "Search:PollInterval must be from 00:00:00.01 to 00:01:00.")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(250);
}
