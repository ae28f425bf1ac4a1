using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Qualifying;

/// <summary>What the signals found: points with reasons, and what they make of the consumer's intent and hurry.</summary>
internal sealed class Findings
{
    /// <summary>What a ground for disqualification takes away, so that the score says it too.</summary>
    public const int GroundPoints = -60;

    private readonly List<QualificationReason> _reasons = [];

    public IReadOnlyList<QualificationReason> Reasons => _reasons;

    /// <summary>The first ground on which nobody should get the lead; null where there is none.</summary>
    public string? Ground { get; private set; }

    public bool PhoneIsImplausible { get; set; }

    public bool EmailIsImplausible { get; set; }

    public string Intent { get; set; } = QualificationIntent.NewPolicy;

    public string Urgency { get; set; } = QualificationUrgency.Soon;

    /// <param name="code">Stable snake_case name.</param>
    /// <param name="text">In words, without personal data.</param>
    public void Add(string code, int points, string text) => _reasons.Add(new QualificationReason(code, text, points));

    public void Disqualify(string code, string text)
    {
        Ground ??= code;
        Add(code, GroundPoints, text);
    }
}

/// <summary>One thing to look at. Pure: the same lead gives the same findings.</summary>
internal interface ISignal
{
    void Read(LeadFacts lead, Findings findings);
}
