namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>
/// How many leads come with one phone, from one address or one IP address. A household that asks for every line at once stays below the first limits; a form that is
/// filled in by machine does not. Counts are DataService's; without them nothing is said.
/// </summary>
internal sealed class Velocity : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Lead.Signals is not { } counts)
            return;
        switch (counts.PhoneLeads24h)
        {
            case >= 8:
                findings.Add("phone_flood", -20, "Eight or more leads came with this phone number within a day.");
                break;
            case >= 4:
                findings.Add("phone_repeated", -8, "Four or more leads came with this phone number within a day.");
                break;
        }

        switch (counts.AddressLeads24h)
        {
            case >= 12:
                findings.Add("address_flood", -15, "Twelve or more leads came from this address within a day.");
                break;
            case >= 6:
                findings.Add("address_repeated", -6, "Six or more leads came from this address within a day.");
                break;
        }

        switch (counts.IpLeads1h)
        {
            case >= 20:
                findings.Add("ip_flood", -15, "Twenty or more leads came from one IP address within an hour.");
                break;
            case >= 6:
                findings.Add("ip_repeated", -6, "Six or more leads came from one IP address within an hour.");
                break;
        }
    }
}
