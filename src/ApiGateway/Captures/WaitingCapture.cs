using System.Buffers;
using LeadPlatform.Contracts.Captures;

namespace LeadPlatform.ApiGateway.Captures;

/// <summary>
/// A capture between its request and the call that hands it on. Its answer is written by whoever sets the result, one caller after the other: that is two
/// system calls for each, and less than to wake a thread for it. Owns its body, which goes back to the pool once it is written into a call.
/// </summary>
internal sealed class WaitingCapture(Guid sourceId, Guid publisherId, string key, string trace, CaptureContent content, byte[] body, int length)
    : TaskCompletionSource<CaptureAnswer>
{
    private byte[]? _body = body;

    public Guid SourceId { get; } = sourceId;

    public Guid PublisherId { get; } = publisherId;

    public string Key { get; } = key;

    public string Trace { get; } = trace;

    public CaptureContent Content { get; } = content;

    public ReadOnlySpan<byte> Body => _body.AsSpan(0, length);

    public int Length => length;

    // Cleared: personal data must not wander through the pool into another use.
    public void ReleaseBody()
    {
        if (Interlocked.Exchange(ref _body, null) is { } body)
        {
            body.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(body);
        }
    }
}

/// <summary>What a caller gets.</summary>
/// <param name="Body">JSON; of a refusal a <see cref="RefusalBody"/>.</param>
internal readonly record struct CaptureAnswer(int Status, CaptureAnswerFlags Flags, Guid LeadId, ReadOnlyMemory<byte> Body);
