using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeadPlatform.Contracts.Events;

namespace LeadPlatform.Messaging.Events;

/// <summary>Writes envelope and data in one pass, into a buffer that is used again: captures make thousands of these a second.</summary>
internal static class EventBody
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <returns>The JSON of an <see cref="EventEnvelope"/>.</returns>
    public static byte[] Write<T>(Guid id, string type, DateTimeOffset time, Guid leadId, T data, JsonTypeInfo<T> json)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        var writer = _json ??= new Utf8JsonWriter(buffer);
        buffer.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("type"u8, type);
        writer.WriteString("time"u8, time);
        writer.WriteString("leadId"u8, leadId);
        writer.WritePropertyName("data"u8);
        JsonSerializer.Serialize(writer, data, json);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
