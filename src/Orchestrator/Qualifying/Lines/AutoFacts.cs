namespace LeadPlatform.Orchestrator.Qualifying.Lines;

internal sealed class AutoFacts : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Details.Flag("currentlyInsured") is { } insured)
            findings.Add(insured ? "insured_now" : "not_insured_now", insured ? 6 : -2, insured ? "The driver is insured now, which carriers prefer." : "The driver is not insured now.");
        if (lead.Details.Number("accidentsLast3Years") is { } accidents)
        {
            if (accidents == 0)
                findings.Add("no_accidents", 5, "No accident in three years.");
            else if (accidents >= 3)
                findings.Add("many_accidents", -8, "Three or more accidents in three years.");
            else if (accidents == 2)
                findings.Add("two_accidents", -4, "Two accidents in three years.");
        }

        if (lead.Details.Number("vehicleYear") is { } year && year >= lead.ReceivedAt.Year - 5)
            findings.Add("recent_vehicle", 3, "The vehicle is not older than five years, so full cover is likely.");
    }
}
