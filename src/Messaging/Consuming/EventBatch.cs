using System.Diagnostics;
using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Publishing;
using NATS.Client.JetStream;

namespace LeadPlatform.Messaging.Consuming;

/// <summary>A batch as read: messages and their events side by side, and the span of each event in the trace of what caused it.</summary>
internal sealed class EventBatch(int capacity) : IDisposable
{
    private const string TraceHeader = EventPublisher.TraceParentHeader;
    private readonly List<Activity> _activities = [];

    public List<INatsJSMsg<byte[]>> Messages { get; } = new(capacity);

    public List<ReceivedEvent> Events { get; } = new(capacity);

    /// <returns>False where the body is not an event.</returns>
    public bool TryAdd(INatsJSMsg<byte[]> message, string durable)
    {
        if (Parse(message.Data) is not { } envelope)
            return false;

        ActivityContext.TryParse(message.Headers?[TraceHeader], null, isRemote: true, out var parent);
        // Started side by side: the span of one event must not become the parent of the next.
        var before = Activity.Current;
        var activity = Instruments.Activities.StartActivity($"{envelope.Type} {durable}", ActivityKind.Consumer, parent);
        Activity.Current = before;
        if (activity is not null)
        {
            activity.SetTag("messaging.system", "nats");
            activity.SetTag("messaging.destination.name", envelope.Type);
            activity.SetTag("messaging.consumer.group.name", durable);
            activity.SetTag("lead.id", envelope.LeadId);
            _activities.Add(activity);
        }

        Messages.Add(message);
        Events.Add(new ReceivedEvent(
            envelope.Id, envelope.Type, envelope.Time, envelope.LeadId, envelope.Data, (int)(message.Metadata?.NumDelivered ?? 1), activity?.Context ?? parent));
        return true;
    }

    public void Dispose()
    {
        foreach (var activity in _activities)
            activity.Dispose();
    }

    private static EventEnvelope? Parse(byte[]? body)
    {
        if (body is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize(body, EventJson.Default.EventEnvelope) is { Id: var id, Type.Length: > 0 } envelope && id != default ? envelope : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
