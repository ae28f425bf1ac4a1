using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Ids;

namespace LeadPlatform.Messaging.Events;

/// <summary>An event ready to leave: its body is the UTF-8 JSON of an <see cref="EventEnvelope"/>.</summary>
/// <param name="Id">UUIDv7; JetStream drops a second message with the same id within its duplicate window (2 minutes).</param>
/// <param name="Type">Event type, which is its subject too; one of <see cref="LeadEvents"/>.</param>
/// <param name="TraceParent">W3C <c>traceparent</c> of what caused it, or null.</param>
public sealed record OutgoingEvent(Guid Id, string Type, Guid LeadId, byte[] Body, string? TraceParent)
{
    /// <summary>Makes an event.</summary>
    /// <param name="time">When it happened.</param>
    /// <param name="id">Given where the same cause must make the same event again (see <see cref="EventId.From"/>); else a new UUIDv7.</param>
    /// <param name="trace">The trace it belongs to; by default the current activity's.</param>
    public static OutgoingEvent Create<T>(
        string type, Guid leadId, T data, JsonTypeInfo<T> json, DateTimeOffset time, Guid? id = null, ActivityContext? trace = null)
    {
        var eventId = id ?? TimedId.Create(time);
        return new OutgoingEvent(eventId, type, leadId, EventBody.Write(eventId, type, time, leadId, data, json), TraceParentOf(trace));
    }

    private static string? TraceParentOf(ActivityContext? trace)
    {
        var context = trace ?? Activity.Current?.Context ?? default;
        return context.TraceId == default ? null : $"00-{context.TraceId}-{context.SpanId}-0{(int)(context.TraceFlags & ActivityTraceFlags.Recorded)}";
    }
}
