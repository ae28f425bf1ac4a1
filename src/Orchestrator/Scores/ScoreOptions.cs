using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.Orchestrator.Scores;

public sealed class ScoreOptions
{
    public const string Section = "Qualification:Score";

    /// <summary>How often DataService is asked which model scores leads: a promotion or a rollback holds about so long after. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "01:00:00", ErrorMessage = "Qualification:Score:ModelInterval must be from 00:00:00.05 to 01:00:00.")]
    public TimeSpan ModelInterval { get; set; } = TimeSpan.FromSeconds(30);
}
