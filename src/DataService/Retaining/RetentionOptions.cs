using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.Retaining;

public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Counts what has expired, in the log and the metric, and erases nothing. Default false.</summary>
    public bool DryRun { get; set; }

    /// <summary>A file with rules in place of those that come with the platform (<c>Retaining/retention.json</c>), read at start. Default none.</summary>
    public string? RulesFile { get; set; }

    /// <summary>How often it is looked what has expired. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "7.00:00:00", ErrorMessage = "Retention:Interval must be from 00:00:00.05 to 7 days (7.00:00:00).")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Leads erased in one transaction. Default 500.</summary>
    [Range(1, 1_000, ErrorMessage = "Retention:BatchSize must be from 1 to 1000 leads.")]
    public int BatchSize { get; set; } = 500;
}
