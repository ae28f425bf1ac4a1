namespace LeadPlatform.Contracts.Leads;

/// <summary>What the graph of leads tells about one lead beside what it says itself; nothing in here tells who the consumer is.</summary>
/// <param name="RingId">The largest ring the lead belongs to: several people who share a phone or an e-mail. Null where it belongs to none.</param>
/// <param name="RingSize">Leads of that ring; 0 without one.</param>
/// <param name="PhoneLeads24h">Leads with the same phone in the 24 hours up to this one, itself included; 0 without a phone, at most <see cref="MaxCount"/>.</param>
/// <param name="AddressLeads24h">Leads from the same address in the 24 hours up to this one, itself included; 0 without a street, at most <see cref="MaxCount"/>.</param>
/// <param name="IpLeads1h">Leads from the same IP address in the hour up to this one, itself included; 0 without one, at most <see cref="MaxCount"/>.</param>
public sealed record QualificationSignals(string? RingId, int RingSize, int PhoneLeads24h, int AddressLeads24h, int IpLeads1h)
{
    /// <summary>Nothing is counted further than this: it means so many or more.</summary>
    public const int MaxCount = 25;
}
