using LeadPlatform.Messaging.Events;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace LeadPlatform.Messaging.Publishing;

/// <summary>Publishes events to JetStream, many in flight at once.</summary>
public sealed class EventPublisher(INatsConnection connection)
{
    internal const string TraceParentHeader = "traceparent";

    /// <summary>Messages that wait for their acknowledgement at once. From measuring: 64 gave 31,000 messages/s, 1,024 up to 60,000/s.</summary>
    private const int Window = 256;

    private readonly NatsJSContext _stream = new(connection, new NatsJSOpts(connection.Opts) { });

    /// <summary>
    /// Publishes in order and returns when the stream has stored every one. Publishing an event again within the stream's duplicate window is harmless.
    /// </summary>
    /// <exception cref="NatsException">At least one was not stored; which ones is not known.</exception>
    public async Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        for (var start = 0; start < events.Count; start += Window)
        {
            var count = Math.Min(Window, events.Count - start);
            var pending = new Task[count];
            for (var i = 0; i < count; i++)
                pending[i] = PublishOneAsync(events[start + i], cancellationToken);
            await Task.WhenAll(pending);
        }

        Instruments.Published.Add(events.Count);
    }

    private async Task PublishOneAsync(OutgoingEvent message, CancellationToken cancellationToken)
    {
        NatsHeaders? headers = message.TraceParent is null ? null : new NatsHeaders { [TraceParentHeader] = message.TraceParent };
        var ack = await _stream.PublishAsync(
            message.Type,
            message.Body,
            NatsRawSerializer<byte[]>.Default,
            new NatsJSPubOpts { MsgId = message.Id.ToString() },
            headers,
            cancellationToken);
        ack.EnsureSuccess();
    }
}
