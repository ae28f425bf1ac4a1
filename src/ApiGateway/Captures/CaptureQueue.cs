using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Captures;

/// <summary>Captures that wait to be handed on; a full queue is told to the caller at once.</summary>
internal sealed class CaptureQueue(IOptions<CaptureOptions> options)
{
    private readonly Channel<WaitingCapture> _waiting = Channel.CreateBounded<WaitingCapture>(options.Value.QueueLimit);

    public int Count => _waiting.Reader.Count;

    public bool IsFull => _waiting.Reader.Count >= options.Value.QueueLimit;

    public bool TryAdd(WaitingCapture capture) => _waiting.Writer.TryWrite(capture);

    public ValueTask<bool> WaitAsync() => _waiting.Reader.WaitToReadAsync(CancellationToken.None);

    /// <summary>Moves what waits into <paramref name="batch"/>, as much as one call takes.</summary>
    public void TakeInto(List<WaitingCapture> batch, int count, int bytes)
    {
        for (var taken = 0; batch.Count < count && taken < bytes && _waiting.Reader.TryRead(out var capture); taken += capture.Length)
            batch.Add(capture);
    }

    public void Close() => _waiting.Writer.TryComplete();
}
