namespace LeadPlatform.Orchestrator.Qualifying.Lines;

internal sealed class HomeFacts : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Details.Word("ownership") == "own")
            findings.Add("home_owned", 5, "The consumer owns the home.");
        if (lead.Details.Number("squareFeet") is >= 3000)
            findings.Add("large_home", 3, "The home has 3,000 square feet or more.");
        if (lead.Details.Number("yearBuilt") is { } built)
        {
            if (built >= lead.ReceivedAt.Year - 20)
                findings.Add("recent_home", 4, "The home was built within the last 20 years.");
            else if (built < 1940)
                findings.Add("old_home", -4, "The home was built before 1940, which fewer carriers take.");
        }
    }
}
