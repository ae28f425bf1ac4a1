using LeadPlatform.Messaging.Events;

namespace LeadPlatform.DataService.Capture;

/// <summary>A checked lead on its way into the database, with its ids, its event, and the caller that waits for the commit.</summary>
internal sealed class CapturedLead(CheckedLead lead, Guid leadId, Guid consumerId, Guid sourceId, Guid publisherId, DateTimeOffset receivedAt, OutgoingEvent received)
{
    private readonly TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CheckedLead Lead { get; } = lead;

    public Guid LeadId { get; } = leadId;

    public Guid ConsumerId { get; } = consumerId;

    public Guid SourceId { get; } = sourceId;

    public Guid PublisherId { get; } = publisherId;

    public DateTimeOffset ReceivedAt { get; } = receivedAt;

    public OutgoingEvent Received { get; } = received;

    /// <summary>Completes with the commit; fails where the lead is not known to be stored.</summary>
    public Task Committed => _committed.Task;

    public void SetCommitted() => _committed.TrySetResult();

    public void SetFailed(Exception exception) => _committed.TrySetException(exception);
}
