namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>Several people who share a phone or an e-mail are invented more often than not. Two are a couple.</summary>
internal sealed class SharedContacts : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        switch (lead.Lead.Signals?.RingSize)
        {
            case >= 8:
                findings.Add("large_ring", -25, "The phone number or e-mail address is shared by a ring of eight or more leads of different people.");
                break;
            case >= 3:
                findings.Add("ring", -12, "The phone number or e-mail address is shared by a ring of three or more leads of different people.");
                break;
        }
    }
}
