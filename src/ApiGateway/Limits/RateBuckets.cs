using System.Collections.Concurrent;
using LeadPlatform.ApiGateway.Limits.Sharing;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>
/// Buckets by caller or address. Bounded: full buckets are dropped, and past the capacity newcomers share one, so that inventing addresses costs no memory and wins
/// nothing.
/// </summary>
/// <param name="limit">Which limit they belong to.</param>
/// <param name="owner">The name of a key.</param>
/// <param name="overflow">The rate that newcomers share.</param>
internal sealed class RateBuckets<TKey>(string limit, Func<TKey, string> owner, LimitSettings settings, Func<LimitOptions, Rate> overflow, Leases leases, TimeProvider time)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, RateBucket> _buckets = new();
    private readonly Lazy<RateBucket> _overflow = new(() => new RateBucket(limit, "*", overflow(settings.Now), leases, time));
    private int _count;
    private long _sweepAt;

    public RateBucket? Find(TKey key) => _buckets.GetValueOrDefault(key);

    /// <param name="rate">As it is now: it may have changed since the bucket was made.</param>
    public RateBucket Of(TKey key, Rate rate)
    {
        if (_buckets.TryGetValue(key, out var bucket))
        {
            bucket.Change(rate);
            return bucket;
        }

        if (Volatile.Read(ref _count) >= settings.Now.Tracked && !Sweep())
            return _overflow.Value;

        bucket = new RateBucket(limit, owner(key), rate, leases, time);
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

        return Volatile.Read(ref _count) < settings.Now.Tracked;
    }
}
