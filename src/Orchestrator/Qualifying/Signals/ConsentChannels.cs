namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>An agent sells on the phone; a lead that may not be called is worth less.</summary>
internal sealed class ConsentChannels : ISignal
{
    public void Read(LeadFacts lead, Findings findings)
    {
        var channels = lead.Consent.Channels;
        var call = channels.Contains("phone") && lead.Contact.Phone is not null;
        var write = (channels.Contains("sms") && lead.Contact.Phone is not null) || (channels.Contains("email") && lead.Contact.Email is not null);
        if (call && write)
            findings.Add("may_call_and_write", 6, "The consumer agreed to calls and to messages.");
        else if (call)
            findings.Add("may_call", 3, "The consumer agreed to calls.");
        else if (write)
            findings.Add("may_write_only", -4, "The consumer agreed to messages, not to calls.");
        else
            findings.Add("no_usable_channel", -8, "The consumer agreed to no channel that the contact has.");
    }
}
