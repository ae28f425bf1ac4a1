using System.Text.Json;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Contracts.Consumers;

/// <summary>Everything that is held about a consumer: <c>GET /v1/consumers/{id}/export</c>.</summary>
/// <param name="ExportedAt">UTC.</param>
/// <param name="Suppressions">Entries of the suppression list for one of their phones or e-mails.</param>
/// <param name="ErasedAt">Where they were erased; then there is nothing left that tells who they are.</param>
/// <param name="Stores">What other stores hold, by the store's name.</param>
public sealed record ConsumerExport(
    Guid ConsumerId,
    DateTimeOffset ExportedAt,
    IReadOnlyList<ExportedConsumerLead> Leads,
    IReadOnlyList<ExportedSuppression> Suppressions,
    LegalHoldView? LegalHold,
    DateTimeOffset? ErasedAt,
    IReadOnlyDictionary<string, JsonElement> Stores);

/// <summary>One of their leads with all that happened to it.</summary>
/// <param name="IdempotencyKeys">Keys it was posted under.</param>
/// <param name="MatchedBy">By what it is found and compared, as the keyed hashes that are kept: fields with the number of entries.</param>
public sealed record ExportedConsumerLead(
    LeadView Lead, ConsentRevocationView? Revocation, IReadOnlyList<TimelineItem> Timeline, int IdempotencyKeys, IReadOnlyDictionary<string, int> MatchedBy);

/// <param name="Kind">phone or email.</param>
public sealed record ExportedSuppression(string Kind, string? Origin, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>What a hold is set for: <c>PUT /v1/consumers/{id}/legal-hold</c>.</summary>
/// <param name="Reason">Such as the number of a case, 1 to 200 characters.</param>
public sealed record LegalHoldInput(string? Reason);

/// <summary>While it stands nothing of the consumer is erased.</summary>
/// <param name="SetBy">Who set it: the subject of their token.</param>
public sealed record LegalHoldView(Guid ConsumerId, string Reason, string SetBy, DateTimeOffset SetAt);

/// <summary>The withdrawal of a consent: <c>POST /v1/leads/{id}/consent-revocations</c>.</summary>
/// <param name="RevokedAt">When the consumer said so; default now.</param>
/// <param name="Origin">How it came, such as "by phone": at most 200 characters.</param>
public sealed record ConsentRevocationInput(DateTimeOffset? RevokedAt, string? Origin);

/// <summary>A consent that was withdrawn.</summary>
/// <param name="RecordedBy">Who recorded it: the subject of their token.</param>
public sealed record ConsentRevocationView(Guid LeadId, DateTimeOffset RevokedAt, DateTimeOffset RecordedAt, string RecordedBy, string? Origin);
