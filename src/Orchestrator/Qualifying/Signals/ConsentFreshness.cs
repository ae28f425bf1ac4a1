namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>Consumers answer while they still remember that they asked.</summary>
internal sealed class ConsentFreshness : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        var age = lead.ReceivedAt - lead.Consent.CapturedAt;
        if (age <= TimeSpan.FromHours(1))
            findings.Add("consent_fresh", 8, "Consent was given within the hour before arrival.");
        else if (age <= TimeSpan.FromDays(1))
            findings.Add("consent_of_the_day", 5, "Consent was given within the day before arrival.");
        else if (age <= TimeSpan.FromDays(7))
            findings.Add("consent_of_the_week", 2, "Consent was given within the week before arrival.");
        else if (age <= TimeSpan.FromDays(30))
            findings.Add("consent_of_the_month", -4, "Consent is more than a week old.");
        else if (age <= TimeSpan.FromDays(90))
            findings.Add("consent_old", -12, "Consent is more than a month old.");
        else
            findings.Add("consent_very_old", -25, "Consent is more than 90 days old.");
    }
}
