namespace LeadPlatform.Orchestrator.Qualifying.Lines;

internal sealed class RentersFacts : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Details.Number("personalPropertyValue") is not { } value)
            return;
        if (value >= 50_000)
            findings.Add("valuable_property", 6, "Property of 50,000 dollars or more is to be covered.");
        else if (value < 10_000)
            findings.Add("little_property", -3, "Property of less than 10,000 dollars is to be covered.");
    }
}
