using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Reading;

namespace LeadPlatform.DataService.Changes;

/// <summary>Hands signals to whoever on this instance waits for them: captures that wait for an outcome, and open streams.</summary>
internal sealed class LeadChangeHub
{
    /// <summary>Changes a slow stream may be behind; past it the stream is told to reload instead.</summary>
    private const int StreamCapacity = 1_000;

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<LeadSignal>> _waiting = new();
    private readonly ConcurrentDictionary<ChangeStream, byte> _streams = new();

    public int Waiting => _waiting.Count;

    /// <summary>Waits for the outcome of a lead; dispose to stop waiting.</summary>
    public OutcomeWait WaitForOutcome(Guid leadId)
    {
        var outcome = new TaskCompletionSource<LeadSignal>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[leadId] = outcome;
        return new OutcomeWait(outcome.Task, () => _waiting.TryRemove(leadId, out _));
    }

    /// <summary>Opens a stream of the changes that <paramref name="visibility"/> lets through; dispose to close it.</summary>
    public ChangeStream Open(LeadVisibility visibility)
    {
        var stream = new ChangeStream(visibility, StreamCapacity, closed => _streams.TryRemove(closed, out _));
        _streams[stream] = 0;
        return stream;
    }

    public void Publish(LeadSignal signal)
    {
        if (LeadStatus.IsOutcome(signal.Status) && _waiting.TryGetValue(signal.LeadId, out var outcome))
            outcome.TrySetResult(signal);
        foreach (var (stream, _) in _streams)
            stream.Offer(signal);
    }
}

internal sealed class OutcomeWait(Task<LeadSignal> outcome, Action stop) : IDisposable
{
    public Task<LeadSignal> Outcome { get; } = outcome;

    public void Dispose() => stop();
}

internal sealed class ChangeStream : IDisposable
{
    private readonly LeadVisibility _visibility;
    private readonly Action<ChangeStream> _close;
    private readonly Channel<LeadSignal> _signals;

    [SuppressMessage("Style", "IDE0290", Justification = "The channel's callback needs this.")]
    public ChangeStream(LeadVisibility visibility, int capacity, Action<ChangeStream> close)
    {
        _visibility = visibility;
        _close = close;
        _signals = Channel.CreateBounded<LeadSignal>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => Overflowed = true);
    }

    public ChannelReader<LeadSignal> Signals => _signals.Reader;

    /// <summary>True where changes were dropped since it was last reset: the client must reload.</summary>
    public bool Overflowed { get; set; }

    public void Offer(LeadSignal signal)
    {
        if (_visibility.Includes(signal.SourceId, signal.AgentId))
            _signals.Writer.TryWrite(signal);
    }

    public void Dispose() => _close(this);
}
