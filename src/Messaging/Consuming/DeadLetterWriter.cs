using System.Globalization;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Publishing;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace LeadPlatform.Messaging.Consuming;

/// <summary>Stores what could not be handled in stream <c>DEAD</c>: the body as it came, and why in the headers.</summary>
internal sealed class DeadLetterWriter(INatsConnection connection, string durable)
{
    public const string ReasonHeader = "Dead-Reason";
    public const string SubjectHeader = "Dead-Subject";
    public const string SequenceHeader = "Dead-Sequence";
    public const string AttemptsHeader = "Dead-Attempts";

    public async Task WriteAsync(INatsJSMsg<byte[]> message, string reason, CancellationToken cancellationToken)
    {
        var sequence = (message.Metadata?.Sequence.Stream ?? 0).ToString(CultureInfo.InvariantCulture);
        var headers = new NatsHeaders
        {
            [ReasonHeader] = reason,
            [SubjectHeader] = message.Subject,
            [SequenceHeader] = sequence,
            [AttemptsHeader] = (message.Metadata?.NumDelivered ?? 1).ToString(CultureInfo.InvariantCulture),
        };
        var ack = await new NatsJSContext(connection).PublishAsync(
            DeadLetters.SubjectPrefix + durable,
            message.Data ?? [],
            NatsRawSerializer<byte[]>.Default,
            new NatsJSPubOpts { MsgId = $"{durable}-{sequence}" },
            headers,
            cancellationToken);
        ack.EnsureStored();
    }
}
