using System.Collections.Frozen;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Qualifying.Lines;

/// <summary>Hands the lead to the signal of its line.</summary>
internal sealed class LineFacts : ISignal
{
    private static readonly FrozenDictionary<string, ISignal> Lines = new Dictionary<string, ISignal>
    {
        [Line.Auto] = new AutoFacts(),
        [Line.Home] = new HomeFacts(),
        [Line.Renters] = new RentersFacts(),
        [Line.Life] = new LifeFacts(),
        [Line.Health] = new HealthFacts(),
        [Line.Medicare] = new MedicareFacts(),
        [Line.Commercial] = new CommercialFacts(),
    }.ToFrozenDictionary();

    public void Read(LeadFacts lead, Findings findings)
    {
        if (Lines.TryGetValue(lead.Line, out var line))
            line.Read(lead, findings);
    }
}
