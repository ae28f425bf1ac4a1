using System.Text.Json;

namespace LeadPlatform.Contracts.Leads;

/// <summary>A lead as the API shows it: <c>GET /v1/leads/{id}</c>.</summary>
/// <param name="ConsumerId">The natural person, for <c>/v1/consumers/{id}</c>.</param>
/// <param name="ConsentRevokedAt">Since when nobody may act on the lead; null while the consent stands.</param>
/// <param name="ErasedAt">When all that told who the consumer is was removed.</param>
public sealed record LeadView(
    Guid LeadId,
    string Status,
    string Line,
    DateTimeOffset ReceivedAt,
    DateTimeOffset UpdatedAt,
    Guid SourceId,
    string? SubId,
    ContactView Contact,
    ConsentView Consent,
    string? Notes,
    JsonElement? Details,
    Qualification? Qualification,
    AssignmentView? Assignment,
    DispositionView? Disposition,
    Guid? DuplicateOf = null,
    Guid? ConsumerId = null,
    DateTimeOffset? ConsentRevokedAt = null,
    DateTimeOffset? ErasedAt = null);

public sealed record ContactView(
    string FirstName,
    string LastName,
    string? Email,
    string? Phone,
    DateOnly? DateOfBirth,
    AddressView Address);

public sealed record AddressView(string? Street, string? City, string State, string PostalCode);

public sealed record ConsentView(
    string Text,
    IReadOnlyList<string> Sellers,
    IReadOnlyList<string> Channels,
    DateTimeOffset CapturedAt,
    string? PageUrl,
    string? Ip,
    string? UserAgent,
    string? Certificate);

public sealed record AssignmentView(Guid AgentId, string AgentName, DateTimeOffset At);

public sealed record DispositionView(string Outcome, string? Reason, DateTimeOffset At);

/// <summary>A row of <c>GET /v1/leads</c>: what a list needs, and no more personal data than a name.</summary>
public sealed record LeadListItem(
    Guid LeadId,
    string Status,
    string Line,
    string State,
    string PostalCode,
    string Name,
    int? Score,
    string? Band,
    string? Urgency,
    string? AgentName,
    string? Disposition,
    DateTimeOffset ReceivedAt,
    DateTimeOffset UpdatedAt);

/// <summary>One thing that happened to a lead: an item of <c>GET /v1/leads/{id}/timeline</c>, oldest first.</summary>
/// <param name="Type">Event type, one of <see cref="Events.LeadEvents"/>.</param>
/// <param name="Text">The same in words, without personal data of the consumer.</param>
/// <param name="Data">Facts of the event, without personal data of the consumer.</param>
public sealed record TimelineItem(Guid Id, DateTimeOffset At, string Type, string Text, JsonElement? Data);

/// <summary>The answer to a capture.</summary>
/// <param name="DuplicateOf">With the status duplicate: the lead it repeats.</param>
public sealed record CaptureAnswer(Guid LeadId, string Status, LeadLinks Links, AssignmentView? Assignment = null, Guid? DuplicateOf = null);

public sealed record LeadLinks(string Self, string Timeline);

/// <summary>A change of a lead, as sent over <c>GET /v1/leads/stream</c> (server-sent events, event name <c>lead</c>).</summary>
public sealed record LeadChange(Guid LeadId, string Status, Guid? AgentId, DateTimeOffset At);

/// <summary>A page of a list: pass <c>nextCursor</c> back as <c>cursor</c>; null on the last page.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
