namespace LeadPlatform.Orchestrator.Qualifying.Lines;

internal sealed class LifeFacts : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Details.Number("coverageAmount") is { } amount)
        {
            if (amount >= 1_000_000)
                findings.Add("high_cover", 10, "Cover of a million dollars or more is asked for.");
            else if (amount >= 500_000)
                findings.Add("solid_cover", 7, "Cover of 500,000 dollars or more is asked for.");
            else if (amount >= 250_000)
                findings.Add("medium_cover", 3, "Cover of 250,000 dollars or more is asked for.");
        }

        if (lead.Details.Flag("tobacco") is true)
            findings.Add("tobacco", -5, "The consumer uses tobacco, which fewer carriers take at a good rate.");
        if (lead.Age is > 75)
            findings.Add("beyond_term_age", -8, "The consumer is over 75, where term cover is rare.");
    }
}
