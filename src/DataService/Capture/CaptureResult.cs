using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Capture;

/// <summary>What became of a lead that was let in.</summary>
internal sealed record CaptureResult(CaptureOutcome Outcome, Guid LeadId, string Status, Guid? DuplicateOf, Guid BodyHash)
{
    /// <summary>The idempotency key was used before with another body: 409.</summary>
    public static CaptureResult Conflict { get; } = new(CaptureOutcome.Conflict, default, "", null, default);

    /// <summary>The one that held the idempotency key has failed: 503, and the caller's next attempt finds the key free.</summary>
    public static CaptureResult TryAgain { get; } = new(CaptureOutcome.TryAgain, default, "", null, default);

    /// <summary>The database does not take it, which no rule of ours foresaw: 500.</summary>
    public static CaptureResult Failed { get; } = new(CaptureOutcome.Failed, default, "", null, default);

    public static CaptureResult Stored(Guid leadId, string status, Guid? duplicateOf) => new(CaptureOutcome.Stored, leadId, status, duplicateOf, default);

    public static CaptureResult Replayed(Guid leadId, string status, Guid? duplicateOf, Guid bodyHash) => new(CaptureOutcome.Replayed, leadId, status, duplicateOf, bodyHash);

    /// <summary>The status that the first answer gave, whatever the lead has become since.</summary>
    public static string FirstStatus(string status, Guid? duplicateOf) =>
        duplicateOf is not null ? LeadStatus.Duplicate : status == LeadStatus.Suppressed ? LeadStatus.Suppressed : LeadStatus.Received;
}

internal enum CaptureOutcome
{
    /// <summary>201.</summary>
    Stored,

    /// <summary>201 with <c>Idempotent-Replayed: true</c>.</summary>
    Replayed,

    /// <summary>409.</summary>
    Conflict,

    /// <summary>503 with Retry-After.</summary>
    TryAgain,

    /// <summary>500.</summary>
    Failed,
}
