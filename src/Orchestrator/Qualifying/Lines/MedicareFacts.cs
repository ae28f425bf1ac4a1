namespace LeadPlatform.Orchestrator.Qualifying.Lines;

internal sealed class MedicareFacts : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        var (a, b) = (lead.Details.Flag("partA") is true, lead.Details.Flag("partB") is true);
        if (lead.Age is { } age)
        {
            if (age >= 64)
                findings.Add("medicare_age", 10, "The consumer is of the age for Medicare.");
            else if (a)
                findings.Add("medicare_before_age", -3, "The consumer is under 64; Medicare Part A suggests a disability.");
            else
                findings.Add("too_young_for_medicare", -8, "The consumer is under 64 and has no part of Medicare.");
        }

        if (a && b)
            findings.Add("parts_a_and_b", 6, "The consumer has Medicare Parts A and B, which most plans need.");
        if (lead.Details.Word("interestedIn") is "advantage" or "supplement")
            findings.Add("plan_named", 3, "The consumer names the kind of plan.");
    }
}
