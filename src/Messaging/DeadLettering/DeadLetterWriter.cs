using System.Globalization;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Publishing;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace LeadPlatform.Messaging.DeadLettering;

/// <summary>Stores what could not be handled in stream <c>DEAD</c>: the body as it came, and why in the headers.</summary>
internal sealed class DeadLetterWriter(INatsConnection connection, string durable)
{
    public async Task WriteAsync(INatsJSMsg<byte[]> message, string reason, CancellationToken cancellationToken)
    {
        var sequence = (message.Metadata?.Sequence.Stream ?? 0).ToString(CultureInfo.InvariantCulture);
        // Of one that was replayed the first consumer's headers go on, and its id differs: the stream would drop it as the same again.
        var replayed = message.Subject.StartsWith(Replays.SubjectPrefix, StringComparison.Ordinal);
        var earlier = replayed ? Number(message.Headers, DeadLetterHeaders.Attempts) : 0;
        var headers = new NatsHeaders
        {
            [DeadLetterHeaders.Reason] = reason,
            [DeadLetterHeaders.Subject] = replayed && Text(message.Headers, DeadLetterHeaders.Subject) is { } subject ? subject : message.Subject,
            [DeadLetterHeaders.Sequence] = replayed && Text(message.Headers, DeadLetterHeaders.Sequence) is { } first ? first : sequence,
            [DeadLetterHeaders.Attempts] = (earlier + (message.Metadata?.NumDelivered ?? 1)).ToString(CultureInfo.InvariantCulture),
        };
        if (Text(message.Headers, EventPublisher.TraceParentHeader) is { } trace)
            headers[EventPublisher.TraceParentHeader] = trace;
        var ack = await new NatsJSContext(connection).PublishAsync(
            DeadLetters.SubjectPrefix + durable,
            message.Data ?? [],
            NatsRawSerializer<byte[]>.Default,
            new NatsJSPubOpts { MsgId = replayed ? $"{durable}-replay-{sequence}" : $"{durable}-{sequence}" },
            headers,
            cancellationToken);
        ack.EnsureStored();
    }

    private static string? Text(NatsHeaders? headers, string name) => headers?.TryGetValue(name, out var value) is true ? value.ToString() : null;

    private static ulong Number(NatsHeaders? headers, string name) =>
        ulong.TryParse(Text(headers, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
