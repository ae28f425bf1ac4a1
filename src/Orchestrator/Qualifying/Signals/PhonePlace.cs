using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>
/// Does the phone's area code fit the place? People keep their numbers when they move, so another state says nothing by itself; another time zone says a little, and
/// whoever calls must know. ZIP code and state agree already: a capture is refused otherwise.
/// </summary>
internal sealed class PhonePlace : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        if (findings.PhoneIsImplausible || lead.Contact.Phone is not { } phone || AreaCodes.StateOfPhone(phone) is not { } state || state == lead.Contact.Address.State)
            return;
        if (!AreaCodes.ShareTime(state, lead.Contact.Address.State))
            findings.Add("phone_far", -3, "The phone number's area code lies in another time zone than the lead's state.");
    }
}
