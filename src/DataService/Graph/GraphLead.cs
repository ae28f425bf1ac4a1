using LeadPlatform.Contracts.Ids;

namespace LeadPlatform.DataService.Graph;

/// <summary>A lead as the graph knows it. Identifiers and the person are keyed hashes: nothing tells who the consumer is.</summary>
/// <param name="Person">Of the name: tells different people apart who share an identifier.</param>
/// <param name="ReferredBy">The lead whose consumer referred this one.</param>
/// <param name="AgentId">Who worked on it; with <paramref name="Outcome"/>.</param>
/// <param name="Outcome">One of <see cref="Contracts.Leads.DispositionOutcome"/>; null before the first.</param>
internal sealed record GraphLead(
    Guid LeadId,
    string Line,
    string State,
    Guid SourceId,
    long? Phone,
    long? Email,
    long? Address,
    long? Ip,
    long Person,
    Guid? ReferredBy = null,
    Guid? AgentId = null,
    string? Outcome = null)
{
    /// <summary>When it was received, to the millisecond.</summary>
    public DateTimeOffset At => TimedId.TimeOf(LeadId) ?? DateTimeOffset.UnixEpoch;

    public IEnumerable<Identifier> Identifiers()
    {
        if (Phone is { } phone)
            yield return new Identifier(IdentifierKind.Phone, phone);
        if (Email is { } email)
            yield return new Identifier(IdentifierKind.Email, email);
        if (Address is { } address)
            yield return new Identifier(IdentifierKind.Address, address);
        if (Ip is { } ip)
            yield return new Identifier(IdentifierKind.Ip, ip);
    }

    public long? KeyOf(IdentifierKind kind) => kind switch
    {
        IdentifierKind.Phone => Phone,
        IdentifierKind.Email => Email,
        IdentifierKind.Address => Address,
        _ => Ip,
    };
}
