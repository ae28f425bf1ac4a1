using LeadPlatform.Messaging.Events;

namespace LeadPlatform.Messaging.Consuming;

/// <summary>Handles events in batches. Made in a scope of its own for each batch.</summary>
public interface IEventHandler
{
    /// <summary>
    /// Handles one batch, events in stream order. Must be idempotent: any event may come again, alone or in another batch.
    /// </summary>
    /// <returns>
    /// One outcome an event, in the same order. A throw means that nothing was handled: where a store or a service is away
    /// (see <see cref="TransientFault"/>) the batch is tried again until it is back; else each event is tried alone, and one that throws alone counts as a failed attempt.
    /// </returns>
    Task<IReadOnlyList<Outcome>> HandleAsync(IReadOnlyList<ReceivedEvent> events, CancellationToken cancellationToken);
}
