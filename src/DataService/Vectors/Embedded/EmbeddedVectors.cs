using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Vectors.Embedded;

/// <summary>
/// The exact index in memory: every vector that the filter takes is compared. Vectors stand in segments that are only ever appended to, so searches need no lock: each sees the version that was
/// published last. What is replaced or taken out is marked dead and swept when half of a segment is. Past <see cref="VectorOptions.MaxVectors"/> the segment that was filled first goes.
/// </summary>
internal sealed partial class EmbeddedVectors(IOptions<VectorOptions> options, ILogger<EmbeddedVectors> logger) : ILeadVectors, IDisposable
{
    private const int SegmentSize = 4_096;

    private readonly int _segmentSize = Math.Min(SegmentSize, options.Value.MaxVectors / 4);
    private readonly WordNumbers<string> _words = new();
    private readonly WordNumbers<Guid> _parties = new();
    private readonly Dictionary<Guid, (VectorSegment Segment, int Slot)> _places = [];
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrencyLimiter _searches = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.Value.Searches,
        QueueLimit = options.Value.WaitingSearches,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>What searches see; the segments of the writer may be further.</summary>
    private volatile Published _published = new(0, []);
    private VectorSegment[] _segments = [];
    private long _version;
    private bool _toldFull;

    public bool IsShared => false;

    public Task<bool> ExistsAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task UpsertAsync(IReadOnlyList<VectorPoint> points, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            _version++;
            foreach (var point in points)
                Put(point.LeadId, point.Vector, new SlotFacts(
                    _words.Of(point.Line), _words.Of(point.State), _parties.Of(point.SourceId), _parties.Of(point.PublisherId), point.ReceivedAt.ToUnixTimeMilliseconds()));
            Sweep();
            _published = new Published(_version, _segments);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task RemoveAsync(IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            _version++;
            foreach (var leadId in leadIds)
            {
                if (_places.Remove(leadId, out var place))
                    place.Segment.Kill(place.Slot, _version);
            }

            Sweep();
            _published = new Published(_version, _segments);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<IReadOnlyList<NearLead>> SearchAsync(ReadOnlyMemory<float> vector, VectorFilter filter, int limit, CancellationToken cancellationToken)
    {
        using var turn = await _searches.AcquireAsync(1, cancellationToken);
        if (!turn.IsAcquired)
            throw new VectorsUnavailableException($"More than {options.Value.WaitingSearches} searches wait.");
        var (nearest, slots) = (new Nearest(limit), new SlotFilter(filter, _words, _parties));
        var published = _published;
        foreach (var segment in published.Segments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            segment.Scan(vector.Span, slots, nearest, published.Version);
        }

        return nearest.ToList();
    }

    public Task<long> CountAsync(CancellationToken cancellationToken) => Task.FromResult((long)Count);

    public void Dispose()
    {
        _searches.Dispose();
        _writing.Dispose();
    }

    internal int Count => _published.Segments.Sum(segment => segment.Living);

    private void Put(Guid leadId, ReadOnlySpan<float> vector, SlotFacts facts)
    {
        var known = _places.TryGetValue(leadId, out var old);
        var segment = SegmentWithRoom();
        _places[leadId] = (segment, segment.Append(leadId, vector, facts, _version));
        if (known)
            old.Segment.Kill(old.Slot, _version);
    }

    private VectorSegment SegmentWithRoom()
    {
        if (_segments is [.., { IsFull: false } last])
            return last;
        while ((_segments.Length + 1) * _segmentSize > options.Value.MaxVectors)
            DropFirst();
        var segment = new VectorSegment(_segmentSize, options.Value.IsLocalModel ? new ColumnNumbers(_segmentSize, options.Value.Dimensions) : new RowNumbers(_segmentSize, options.Value.Dimensions));
        _segments = [.. _segments, segment];
        return segment;
    }

    private void DropFirst()
    {
        var first = _segments[0];
        var gone = first.Living;
        _segments = _segments[1..];
        foreach (var (slot, leadId) in first.Slots().ToList())
        {
            if (_places.TryGetValue(leadId, out var place) && place == (first, slot))
                _places.Remove(leadId);
        }

        VectorMetrics.Dropped.Add(gone);
        if (_toldFull || gone == 0)
            return;
        _toldFull = true;
        Log.Full(logger, options.Value.MaxVectors);
    }

    /// <summary>Moves what is left of segments of which half is dead to the end, so that the dead take no more memory than the living.</summary>
    private void Sweep()
    {
        foreach (var segment in _segments.Where(segment => segment.IsFull && segment.Living <= _segmentSize / 2).ToList())
        {
            foreach (var (slot, leadId) in segment.Slots().ToList())
            {
                var (vector, facts) = segment.At(slot);
                Put(leadId, vector, facts);
            }

            _segments = [.. _segments.Where(one => one != segment)];
        }
    }

    private sealed record Published(long Version, VectorSegment[] Segments);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1802, Level = LogLevel.Warning, Message = "The index in memory is full at {MaxVectors} vectors (Vectors:MaxVectors): the oldest leads are not found by likeness any more; Vectors:Provider qdrant takes more")]
        public static partial void Full(ILogger logger, int maxVectors);
    }
}
