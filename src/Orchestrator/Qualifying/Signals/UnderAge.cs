namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>A minor can't take out a policy, and consent of a minor is none.</summary>
internal sealed class UnderAge : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Age is < 18)
            findings.Disqualify("under_age", "The consumer is under 18.");
    }
}
