namespace LeadPlatform.Orchestrator.Qualifying.Lines;

internal sealed class CommercialFacts : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Details.Word("businessName") is { Length: > 0 })
            findings.Add("business_named", 3, "The business is named.");
        else
            findings.Add("business_unnamed", -4, "The business is not named.");
        if (lead.Details.Number("employees") is { } employees)
        {
            if (employees >= 50)
                findings.Add("large_business", 9, "The business has 50 or more employees.");
            else if (employees >= 10)
                findings.Add("medium_business", 5, "The business has ten or more employees.");
        }
    }
}
