using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.DataService.PersonalData;

public sealed class ResealingOptions
{
    public const string Section = "Resealing";

    /// <summary>Leads read and, where they need it, written in one transaction. Default 500.</summary>
    [Range(1, 10_000, ErrorMessage = "Resealing:BatchSize must be from 1 to 10000 leads.")]
    public int BatchSize { get; set; } = 500;

    /// <summary>How often it is looked whether there is something to do, such as after the platform's key was changed. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "1.00:00:00", ErrorMessage = "Resealing:Interval must be from 00:00:00.05 to 1 day.")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long other instances may go on with the former key after this one has the new one: leads captured in that time are looked at too. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00", ErrorMessage = "Resealing:Overlap must be from 0 to 7 days (7.00:00:00).")]
    public TimeSpan Overlap { get; set; } = TimeSpan.FromHours(1);
}
