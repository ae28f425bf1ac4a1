using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Contracts.Events;

// None of these carries personal data of a consumer: streams are kept for days and copied, so erasing a person must not need them.

/// <summary>Data of <see cref="LeadEvents.Received"/>.</summary>
public sealed record LeadReceived(string Line, string State, string PostalCode, Guid SourceId, Guid PublisherId);

/// <summary>Data of <see cref="LeadEvents.Qualified"/>.</summary>
public sealed record LeadQualified(string Line, string State, string PostalCode, Guid SourceId, Qualification Qualification);

/// <summary>Data of <see cref="LeadEvents.Disqualified"/>.</summary>
/// <param name="Reason">Stable code of what decided it, as in <see cref="QualificationReason.Code"/>.</param>
public sealed record LeadDisqualified(string Reason, Qualification Qualification);

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

/// <summary>Data of <see cref="LeadEvents.DispositionSet"/>.</summary>
public sealed record LeadDispositionSet(Guid AgentId, string Outcome, string? Reason);
