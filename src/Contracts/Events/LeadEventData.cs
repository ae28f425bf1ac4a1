using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Contracts.Events;

// None of these carries personal data of a consumer: streams are kept for days and copied, so erasing a person must not need them.

/// <summary>Data of <see cref="LeadEvents.Received"/>.</summary>
public sealed record LeadReceived(string Line, string State, string PostalCode, Guid SourceId, Guid PublisherId);

/// <summary>Data of <see cref="LeadEvents.Qualified"/>.</summary>
/// <param name="Steps">How it was found; null from versions that did not say.</param>
public sealed record LeadQualified(string Line, string State, string PostalCode, Guid SourceId, Qualification Qualification, IReadOnlyList<QualificationStep>? Steps = null);

/// <summary>Data of <see cref="LeadEvents.Disqualified"/>.</summary>
/// <param name="Reason">Stable code of what decided it, as in <see cref="QualificationReason.Code"/>.</param>
public sealed record LeadDisqualified(string Reason, Qualification Qualification, IReadOnlyList<QualificationStep>? Steps = null);

/// <summary>Data of <see cref="LeadEvents.Amended"/>.</summary>
/// <param name="Cause">One of <see cref="AmendmentCause"/>.</param>
/// <param name="Qualification">The whole of it, with its <see cref="Qualification.Revision"/>.</param>
public sealed record LeadAmended(string Cause, Qualification Qualification, IReadOnlyList<QualificationStep> Steps);

public static class AmendmentCause
{
    /// <summary>The answer of an AI came after the deadline.</summary>
    public const string LateAnalysis = "late_analysis";

    /// <summary>Somebody asked for the qualification to be done again.</summary>
    public const string Retry = "retry";
}

/// <summary>Data of <see cref="LeadEvents.Assigned"/>.</summary>
public sealed record LeadAssigned(Guid LegId, Guid AgentId, string AgentName);

/// <summary>Data of <see cref="LeadEvents.Unmatched"/>.</summary>
/// <param name="Reason">One of <see cref="UnmatchedReason"/>.</param>
public sealed record LeadUnmatched(string Reason);

public static class UnmatchedReason
{
    /// <summary>Nobody holds a valid licence for the line in the state.</summary>
    public const string NoLicence = "no_licence";

    /// <summary>Licensed agents exist; none is available now (paused or outside working hours).</summary>
    public const string NoneAvailable = "none_available";

    /// <summary>Licensed agents are available; all have their daily capacity used.</summary>
    public const string NoCapacity = "no_capacity";
}

/// <summary>Data of <see cref="LeadEvents.ConsentRevoked"/>.</summary>
/// <param name="RevokedAt">When the consumer said so.</param>
public sealed record LeadConsentRevoked(DateTimeOffset RevokedAt);

/// <summary>Data of <see cref="LeadEvents.Erased"/>.</summary>
public sealed record LeadErased(Guid ConsumerId);

/// <summary>Data of <see cref="LeadEvents.DispositionSet"/>.</summary>
public sealed record LeadDispositionSet(Guid AgentId, string Outcome, string? Reason);
