using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace LeadPlatform.Contracts.Captures;

/// <summary>
/// Leads on their way from the gateway to DataService, many in one request: <c>POST /internal/captures</c>, media type <see cref="MediaType"/>. A request in
/// which all leads are JSON is, byte for byte, one of the version before and goes under <see cref="JsonMediaType"/>, so that gateway and DataService may be
/// updated in any order. A request is frames one after another, its answer one answer frame for each, in the same order. Numbers are little-endian, ids big-endian.
/// <code>
/// request: u24 body length, u8 content, u8 key length, u8 trace length, 16 source id, 16 publisher id, key, trace, body
/// answer:  u16 status, u8 flags, u32 body length, 16 lead id, body
/// </code>
/// </summary>
public static class CaptureFrames
{
    public const string MediaType = "application/vnd.leadplatform.captures.v2";
    public const string JsonMediaType = "application/vnd.leadplatform.captures";
    public const string Path = "/internal/captures";

    /// <summary>Frames in one request, at most.</summary>
    public const int MaxFrames = 512;

    /// <summary>Longest body a frame can hold, in bytes.</summary>
    public const int MaxBodyLength = 0xFFFFFF;

    private const int RequestHead = 4 + 1 + 1 + 16 + 16;
    private const int AnswerHead = 2 + 1 + 4 + 16;

    /// <param name="key">The caller's Idempotency-Key, empty where it sent none.</param>
    /// <param name="trace">W3C traceparent, empty where there is none.</param>
    public static void Write(IBufferWriter<byte> output, Guid sourceId, Guid publisherId, string key, string trace, ReadOnlySpan<byte> body, CaptureContent content = CaptureContent.Json)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, MaxBodyLength);
        var size = RequestHead + key.Length + trace.Length + body.Length;
        var span = output.GetSpan(size);
        BinaryPrimitives.WriteInt32LittleEndian(span, body.Length);
        span[3] = (byte)content;
        span[4] = checked((byte)key.Length);
        span[5] = checked((byte)trace.Length);
        sourceId.TryWriteBytes(span[6..], bigEndian: true, out _);
        publisherId.TryWriteBytes(span[22..], bigEndian: true, out _);
        Encoding.ASCII.GetBytes(key, span[RequestHead..]);
        Encoding.ASCII.GetBytes(trace, span[(RequestHead + key.Length)..]);
        body.CopyTo(span[(RequestHead + key.Length + trace.Length)..]);
        output.Advance(size);
    }

    /// <summary>Reads the next frame and moves <paramref name="input"/> past it.</summary>
    /// <returns>False where it is cut short or makes no sense.</returns>
    public static bool TryRead(ref ReadOnlyMemory<byte> input, out CaptureFrame frame)
    {
        frame = default;
        var span = input.Span;
        if (span.Length < RequestHead)
            return false;
        var (bodyLength, content, keyLength, traceLength) = (BinaryPrimitives.ReadInt32LittleEndian(span) & MaxBodyLength, (CaptureContent)span[3], span[4], span[5]);
        var start = RequestHead + keyLength + traceLength;
        if (content > CaptureContent.Form || span.Length - start < bodyLength)
            return false;
        frame = new CaptureFrame(
            new Guid(span.Slice(6, 16), bigEndian: true),
            new Guid(span.Slice(22, 16), bigEndian: true),
            keyLength == 0 ? "" : Encoding.ASCII.GetString(span.Slice(RequestHead, keyLength)),
            traceLength == 0 ? "" : Encoding.ASCII.GetString(span.Slice(RequestHead + keyLength, traceLength)),
            input.Slice(start, bodyLength),
            content);
        input = input[(start + bodyLength)..];
        return true;
    }

    public static void WriteAnswer(IBufferWriter<byte> output, int status, CaptureAnswerFlags flags, Guid leadId, ReadOnlySpan<byte> body)
    {
        var span = output.GetSpan(AnswerHead + body.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(span, (ushort)status);
        span[2] = (byte)flags;
        BinaryPrimitives.WriteInt32LittleEndian(span[3..], body.Length);
        leadId.TryWriteBytes(span[7..], bigEndian: true, out _);
        body.CopyTo(span[AnswerHead..]);
        output.Advance(AnswerHead + body.Length);
    }

    /// <summary>Reads the next answer and moves <paramref name="input"/> past it.</summary>
    public static bool TryReadAnswer(ref ReadOnlyMemory<byte> input, out CaptureAnswerFrame answer)
    {
        answer = default;
        var span = input.Span;
        if (span.Length < AnswerHead)
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(span[3..]);
        if (length < 0 || span.Length - AnswerHead < length)
            return false;
        answer = new CaptureAnswerFrame(
            BinaryPrimitives.ReadUInt16LittleEndian(span), (CaptureAnswerFlags)span[2], new Guid(span.Slice(7, 16), bigEndian: true), input.Slice(AnswerHead, length));
        input = input[(AnswerHead + length)..];
        return true;
    }
}

/// <summary>One lead of a request: whose it is, and its body as the caller sent it.</summary>
public readonly record struct CaptureFrame(Guid SourceId, Guid PublisherId, string Key, string Trace, ReadOnlyMemory<byte> Body, CaptureContent Content);

/// <summary>One answer: what the caller gets. <paramref name="LeadId"/> is empty where nothing was stored.</summary>
public readonly record struct CaptureAnswerFrame(int Status, CaptureAnswerFlags Flags, Guid LeadId, ReadOnlyMemory<byte> Body);

[Flags]
public enum CaptureAnswerFlags
{
    None = 0,

    /// <summary>Send <c>Idempotent-Replayed: true</c>.</summary>
    Replayed = 1,

    /// <summary>Send <c>Retry-After: 1</c>.</summary>
    RetryAfter = 2,
}
