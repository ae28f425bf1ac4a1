using System.Collections.Concurrent;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>
/// Buckets by caller or address, in this process's memory: the place where a store shared by all gateways comes in. Bounded: full buckets are dropped,
/// and past the capacity newcomers share one, so that inventing addresses costs no memory and wins nothing.
/// </summary>
internal sealed class RateBuckets<TKey>(int capacity, Rate overflow, TimeProvider time) where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, RateBucket> _buckets = new();
    private readonly RateBucket _overflow = new(overflow, time.TimestampFrequency);
    private int _count;
    private long _sweepAt;

    public RateBucket? Find(TKey key) => _buckets.GetValueOrDefault(key);

    public RateBucket Of(TKey key, Rate rate)
    {
        if (_buckets.TryGetValue(key, out var bucket))
            return bucket;
        if (Volatile.Read(ref _count) >= capacity && !Sweep())
            return _overflow;

        bucket = new RateBucket(rate, time.TimestampFrequency);
        if (!_buckets.TryAdd(key, bucket))
            return _buckets.GetValueOrDefault(key, bucket);
        Interlocked.Increment(ref _count);
        return bucket;
    }

    /// <summary>Drops full buckets, once a second at most. A request that holds a dropped one takes from it unseen, once.</summary>
    private bool Sweep()
    {
        var now = time.GetTimestamp();
        var due = Volatile.Read(ref _sweepAt);
        if (due > now || Interlocked.CompareExchange(ref _sweepAt, now + time.TimestampFrequency, due) != due)
            return false;

        foreach (var (key, bucket) in _buckets)
        {
            if (bucket.IsFull(now) && _buckets.TryRemove(new(key, bucket)))
                Interlocked.Decrement(ref _count);
        }

        return Volatile.Read(ref _count) < capacity;
    }
}
