using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.Orchestrator.Deciding;

/// <summary>How far an analysis may move a score.</summary>
public sealed class DecisionOptions
{
    public const string Section = "Qualification:Decision";

    /// <summary>Points an analysis may add, 0 to 20. What a consumer writes into their notes can't bring more than this, whoever reads it. Default 5.</summary>
    [Range(0, 20, ErrorMessage = "Qualification:Decision:MaxRaise must be from 0 to 20 points.")]
    public int MaxRaise { get; set; } = 5;

    /// <summary>Points an analysis may take away, 0 to 50. Default 15.</summary>
    [Range(0, 50, ErrorMessage = "Qualification:Decision:MaxLower must be from 0 to 50 points.")]
    public int MaxLower { get; set; } = 15;
}
