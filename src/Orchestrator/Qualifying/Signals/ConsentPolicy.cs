using LeadPlatform.Orchestrator.Qualifying.Policies;

namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>Does the consent meet what the line's rules ask for on the day it was given?</summary>
internal sealed class ConsentPolicy : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        var day = DateOnly.FromDateTime(lead.Consent.CapturedAt.UtcDateTime);
        foreach (var rule in ConsentRules.All)
        {
            if (rule.Covers(lead.Line, day) && !rule.IsMetBy(lead))
                findings.Disqualify(rule.Code, rule.Text);
        }
    }
}
