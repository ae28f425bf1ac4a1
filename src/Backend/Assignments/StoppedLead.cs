using LeadPlatform.Contracts.Events;

namespace LeadPlatform.Backend.Assignments;

/// <summary>A lead on which nobody may act any more: it gets no agent.</summary>
internal sealed class StoppedLead
{
    public required Guid LeadId { get; set; }

    /// <summary>One of <see cref="StopReason"/>, as it was first.</summary>
    public required string Reason { get; set; }

    public required DateTimeOffset StoppedAt { get; set; }
}

internal static class StopReason
{
    public const string ConsentRevoked = "consent_revoked";
    public const string Erased = "erased";

    public static string Of(string eventType) => eventType == LeadEvents.Erased ? Erased : ConsentRevoked;
}
