using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Capture;

/// <summary>Groups of leads between their request and the writers. Bounded by the number of leads: a full queue is told to the caller at once.</summary>
internal sealed class CaptureQueue(IOptions<CaptureOptions> options)
{
    private readonly Channel<CaptureGroup> _groups = Channel.CreateUnbounded<CaptureGroup>();
    private readonly int _limit = options.Value.QueueLimit;
    private int _leads;
    private int _unsettled;

    /// <summary>Leads that wait.</summary>
    public int Count => Volatile.Read(ref _leads);

    /// <summary>Leads that wait or are being written.</summary>
    public int Unsettled => Volatile.Read(ref _unsettled);

    public bool TryAdd(CaptureGroup group)
    {
        if (Interlocked.Add(ref _leads, group.Leads.Count) <= _limit && _groups.Writer.TryWrite(group))
        {
            Interlocked.Add(ref _unsettled, group.Leads.Count);
            return true;
        }

        Interlocked.Add(ref _leads, -group.Leads.Count);
        return false;
    }

    public ValueTask<bool> WaitAsync() => _groups.Reader.WaitToReadAsync(CancellationToken.None);

    /// <summary>Moves what waits into <paramref name="batch"/>, up to <paramref name="limit"/> leads; the last group may exceed it.</summary>
    public void TakeInto(List<CaptureGroup> batch, int limit)
    {
        for (var taken = 0; taken < limit && _groups.Reader.TryRead(out var group); taken += group.Leads.Count)
        {
            batch.Add(group);
            Interlocked.Add(ref _leads, -group.Leads.Count);
        }
    }

    /// <summary>The group has its results, or is known to have none.</summary>
    public void Settled(CaptureGroup group) => Interlocked.Add(ref _unsettled, -group.Leads.Count);

    /// <summary>Nothing comes after this; the writers end once they have written what waits.</summary>
    public void Close() => _groups.Writer.TryComplete();
}
