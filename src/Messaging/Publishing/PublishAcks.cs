using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace LeadPlatform.Messaging.Publishing;

internal static class PublishAcks
{
    /// <summary>Throws unless the stream has the message. One that it already had, known by its id, is what a second attempt looks like.</summary>
    public static void EnsureStored(this PubAckResponse ack)
    {
        if (ack.Error is { } error)
            throw new NatsJSApiException(error);
    }
}
