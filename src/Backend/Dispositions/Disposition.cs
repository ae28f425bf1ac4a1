namespace LeadPlatform.Backend.Dispositions;

/// <summary>The agent's working result on a leg. The newest one counts; the others are its history.</summary>
internal sealed class Disposition
{
    public required Guid DispositionId { get; set; }

    public required Guid LegId { get; set; }

    /// <summary>One of <see cref="Contracts.Leads.DispositionOutcome"/>.</summary>
    public required string Outcome { get; set; }

    /// <summary>One of <see cref="Contracts.Leads.LostReason"/>; with outcome lost only.</summary>
    public string? Reason { get; set; }

    /// <summary>The user, as the token's <c>sub</c> says.</summary>
    public required string SetBy { get; set; }

    public required DateTimeOffset SetAt { get; set; }
}
