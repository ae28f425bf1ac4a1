namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>No way of contact is plausible. Reads what the phone's and the e-mail's signals found, so it comes after them.</summary>
internal sealed class Unreachable : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        var phone = lead.Contact.Phone is not null && !findings.PhoneIsImplausible;
        var email = lead.Contact.Email is not null && !findings.EmailIsImplausible;
        if (!phone && !email)
            findings.Disqualify("unreachable", "Neither the phone number nor the e-mail address is plausible.");
    }
}
