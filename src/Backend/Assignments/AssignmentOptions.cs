using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.Backend.Assignments;

internal sealed class AssignmentOptions
{
    public const string Section = "Assignment";

    /// <summary>How often unmatched leads are tried again, beside at every change of an agent. Default 15 s, 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Assignment:RetryInterval must be from 00:00:01 to 00:10:00.")]
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Unmatched leads tried in one transaction. Default 500, 1 to 5,000.</summary>
    [Range(1, 5000, ErrorMessage = "Assignment:RetryBatchSize must be from 1 to 5000.")]
    public int RetryBatchSize { get; set; } = 500;

    /// <summary>Age from which an unmatched lead is no longer tried. Default 24 h, 1 min to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00", ErrorMessage = "Assignment:GiveUpAfter must be from 00:01:00 to 30.00:00:00.")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);
}
