namespace LeadPlatform.Drills.Load;

/// <summary>A lead that a publisher has sent, and what it was told. The times are those of this machine's clock, which the servers share.</summary>
/// <param name="Number">Of its body.</param>
/// <param name="FirstSent">When it was sent for the first time.</param>
internal sealed record SentLead(string Key, int Number, DateTimeOffset FirstSent)
{
    /// <summary>The lead that the 201 named; null before it.</summary>
    public Guid? LeadId { get; private set; }

    /// <summary>When the 201 had come.</summary>
    public DateTimeOffset? Acknowledged { get; private set; }

    public void Acknowledge(Guid leadId, DateTimeOffset at)
    {
        (LeadId, Acknowledged) = (leadId, at);
    }
}
