using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Publishing;
using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace LeadPlatform.Messaging.DeadLettering;

/// <summary>Makes a dead letter of what the stream's API answers.</summary>
internal sealed class DeadLetterReader(NatsHeaderParser headerParser)
{
    public DeadLetter Read(StoredMessage message)
    {
        var headers = Headers(message.Hdrs);
        return new DeadLetter(
            message.Seq,
            message.Subject[DeadLetters.SubjectPrefix.Length..],
            Text(headers, DeadLetterHeaders.Subject) ?? "",
            Text(headers, DeadLetterHeaders.Reason) ?? "",
            (int)Math.Min(int.MaxValue, Number(headers, DeadLetterHeaders.Attempts)),
            Number(headers, DeadLetterHeaders.Sequence),
            message.Time,
            Text(headers, EventPublisher.TraceParentHeader),
            message.Data,
            Event(message.Data.Span));
    }

    private NatsHeaders Headers(string? base64)
    {
        var headers = new NatsHeaders();
        if (string.IsNullOrEmpty(base64))
            return headers;
        var reader = new SequenceReader<byte>(new ReadOnlySequence<byte>(Convert.FromBase64String(base64)));
        headerParser.ParseHeaders(reader, headers);
        return headers;
    }

    private static EventEnvelope? Event(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, EventJson.Default.EventEnvelope) is { Type.Length: > 0 } envelope ? envelope : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(NatsHeaders headers, string name) => headers.TryGetValue(name, out var value) ? value.ToString() : null;

    private static ulong Number(NatsHeaders headers, string name) =>
        ulong.TryParse(Text(headers, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
