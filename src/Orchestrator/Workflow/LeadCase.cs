using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Analysing;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.Orchestrator.Scores;

namespace LeadPlatform.Orchestrator.Workflow;

/// <summary>One lead on its way through the steps: what is known of it, and what they have found so far.</summary>
/// <param name="lead">As DataService gave it.</param>
/// <param name="deadline">When it goes on without whoever is not done.</param>
internal sealed class LeadCase(QualificationInput lead, DateTimeOffset deadline)
{
    public LeadFacts Facts { get; } = new(lead);

    public Findings Findings { get; } = new();

    public DateTimeOffset Deadline { get; } = deadline;

    /// <summary>Of the score step; null before it.</summary>
    public LeadScore? Score { get; set; }

    /// <summary>Of an AI; null without one, and then what the signals read in the words counts.</summary>
    public LeadAnalysis? Analysis { get; set; }

    /// <summary>A vector that is being made and put, with the fault as its result; null where none is.</summary>
    public Task<string?>? Embedding { get; set; }

    /// <summary>Of the decide step; null before it.</summary>
    public Qualification? Qualification { get; set; }
}
