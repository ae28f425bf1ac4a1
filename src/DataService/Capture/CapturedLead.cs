using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Idempotency;
using LeadPlatform.Messaging.Events;

namespace LeadPlatform.DataService.Capture;

/// <summary>A checked lead on its way into the database, with its ids and what its writer finds out about it.</summary>
internal sealed class CapturedLead(CheckedLead lead, Guid leadId, Guid sourceId, Guid publisherId, DateTimeOffset receivedAt)
{
    private CaptureResult? _result;

    public CheckedLead Lead { get; } = lead;

    public Guid LeadId { get; } = leadId;

    public Guid SourceId { get; } = sourceId;

    public Guid PublisherId { get; } = publisherId;

    public DateTimeOffset ReceivedAt { get; } = receivedAt;

    public Guid? PhoneKey { get; init; }

    public Guid? EmailKey { get; init; }

    /// <summary>Only where addresses are compared.</summary>
    public Guid? AddressKey { get; init; }

    public IdempotencyKey? Idempotency { get; init; }

    /// <summary>Published after the commit, for a lead that goes further.</summary>
    public required OutgoingEvent Received { get; init; }

    public bool Suppressed { get; set; }

    public Guid? DuplicateOf { get; set; }

    public string Status => Suppressed ? LeadStatus.Suppressed : DuplicateOf is not null ? LeadStatus.Duplicate : LeadStatus.Received;

    /// <summary>Known once its group is committed.</summary>
    public CaptureResult Result
    {
        get => _result ?? throw new InvalidOperationException("The lead is not committed yet.");
        set => _result = value;
    }
}
