using System.Text.Json;
using LeadPlatform.Contracts.Events;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace LeadPlatform.Orchestrator.Tests.Hosting;

internal static class StreamReading
{
    /// <summary>All events of a subject that the stream holds now, oldest first.</summary>
    public static async Task<IReadOnlyList<EventEnvelope>> StoredAsync(this NatsConnection connection, string subject, CancellationToken cancellationToken)
    {
        var stream = await new NatsJSContext(connection).GetStreamAsync(LeadEvents.Stream, cancellationToken: cancellationToken);
        var stored = new List<EventEnvelope>();
        for (ulong next = 1; next <= stream.Info.State.LastSeq; next++)
        {
            try
            {
                var found = await stream.GetAsync(new StreamMsgGetRequest { NextBySubj = subject, Seq = next }, cancellationToken);
                stored.Add(JsonSerializer.Deserialize(found.Message.Data.Span, EventJson.Default.EventEnvelope)!);
                next = found.Message.Seq;
            }
            catch (NatsJSApiException none) when (none.Error.Code == 404)
            {
                break;
            }
        }

        return stored;
    }
}
