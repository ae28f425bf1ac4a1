using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LeadPlatform.Messaging.Events;

/// <summary>An event as it was delivered.</summary>
/// <param name="Delivery">1 on the first delivery, more on a redelivery.</param>
/// <param name="Trace">The span that handles it: pass it on to events that follow from this one.</param>
public sealed record ReceivedEvent(Guid Id, string Type, DateTimeOffset Time, Guid LeadId, JsonElement Data, int Delivery, ActivityContext Trace)
{
    /// <summary>The event's data; throws <see cref="JsonException"/> where it has another shape, which ends the event as a dead letter.</summary>
    public T DataAs<T>(JsonTypeInfo<T> json) => Data.Deserialize(json) ?? throw new JsonException($"{Type} has no data.");
}
