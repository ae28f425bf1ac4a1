namespace LeadPlatform.Orchestrator.Qualifying.Lines;

internal sealed class HealthFacts : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Details.Number("householdSize") is >= 3)
            findings.Add("family_cover", 5, "Three or more people are to be covered.");
        if (lead.Details.Number("householdIncome") is { } income)
        {
            if (income >= 80_000)
                findings.Add("solid_income", 4, "The household's income is 80,000 dollars or more.");
            else if (income < 25_000)
                findings.Add("public_cover_likely", -5, "The household's income makes public cover likely.");
        }

        if (lead.Details.Flag("tobacco") is true)
            findings.Add("tobacco", -2, "The consumer uses tobacco.");
        if (lead.Age is >= 65)
            findings.Add("medicare_age", -8, "At 65 and over Medicare is the usual cover.");
    }
}
