using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Storage;

namespace LeadPlatform.Bench.Data.Inventing;

/// <summary>A lead as it stands in the tables.</summary>
internal sealed record StoredLead(
    Guid LeadId,
    DateTimeOffset ReceivedAt,
    InventedSource Source,
    string Line,
    string State,
    string PostalCode,
    string SubId,
    string Details,
    PersonalDocument Person)
{
    public string Status { get; init; } = LeadStatus.Received;

    public Guid? DuplicateOf { get; init; }

    public Qualification? Qualification { get; init; }

    public InventedAgent? Agent { get; init; }

    public string? Disposition { get; init; }

    public DateTimeOffset QualifiedAt => ReceivedAt.AddMilliseconds(300);

    public DateTimeOffset AssignedAt => ReceivedAt.AddMilliseconds(700);

    public DateTimeOffset DispositionAt => ReceivedAt.AddHours(5);

    public DateTimeOffset UpdatedAt => Disposition is not null ? DispositionAt : Agent is not null ? AssignedAt : Qualification is not null ? QualifiedAt : ReceivedAt;
}
