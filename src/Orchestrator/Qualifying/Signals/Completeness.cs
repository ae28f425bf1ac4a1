namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>How much an agent need not ask for again.</summary>
internal sealed class Completeness : ISignal
{
    private const int Parts = 6;

    public void Read(LeadFacts lead, Findings findings)
    {
        var there = 0;
        there += lead.Contact.Phone is not null ? 1 : 0;
        there += lead.Contact.Email is not null ? 1 : 0;
        there += lead.Contact.DateOfBirth is not null ? 1 : 0;
        there += lead.Contact.Address.Street is { Length: > 0 } ? 1 : 0;
        there += lead.Contact.Address.City is { Length: > 0 } ? 1 : 0;
        there += lead.Details.Count >= 3 ? 1 : 0;
        switch (there)
        {
            case Parts:
                findings.Add("complete", 8, "Contact, address, birth date and details are complete.");
                break;
            case Parts - 1:
                findings.Add("nearly_complete", 4, "One part of contact, address, birth date or details is missing.");
                break;
            case <= 2:
                findings.Add("sparse", -8, "Most of contact, address, birth date and details is missing.");
                break;
        }
    }
}
