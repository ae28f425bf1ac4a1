namespace LeadPlatform.ApiGateway.Limits;

/// <summary>
/// A token bucket in one number (the generic cell rate algorithm): the time at which the bucket would be full again. Taking a token is one
/// compare-and-swap, so callers on other threads never wait.
/// </summary>
internal sealed class LocalBucket
{
    private readonly long _frequency;
    private long _interval;
    private long _capacity;
    private long _fullAt;

    /// <param name="frequency">Timestamp units a second.</param>
    public LocalBucket(Rate rate, long frequency)
    {
        _frequency = frequency;
        Change(rate);
    }

    /// <summary>Another plan: what is taken stays taken.</summary>
    public void Change(Rate rate)
    {
        var interval = Math.Max(1, (long)(_frequency / Math.Max(rate.RequestsPerSecond, 0.01)));
        Volatile.Write(ref _interval, interval);
        Volatile.Write(ref _capacity, interval * Math.Max(rate.Burst, 1));
    }

    /// <summary>Takes one token.</summary>
    /// <param name="wait">Where there is none: how long until there is one.</param>
    public bool TryTake(long now, out TimeSpan wait)
    {
        var interval = Volatile.Read(ref _interval);
        var capacity = Volatile.Read(ref _capacity);
        while (true)
        {
            var fullAt = Volatile.Read(ref _fullAt);
            var next = Math.Max(fullAt, now) + interval;
            if (next - now > capacity)
            {
                wait = TimeSpan.FromSeconds((double)(next - now - capacity) / _frequency);
                return false;
            }

            if (Interlocked.CompareExchange(ref _fullAt, next, fullAt) == fullAt)
            {
                wait = TimeSpan.Zero;
                return true;
            }
        }
    }

    /// <summary>Takes a token that somebody else has granted; an empty bucket stays empty.</summary>
    public void Charge(long now)
    {
        while (true)
        {
            var fullAt = Volatile.Read(ref _fullAt);
            var next = Math.Min(Math.Max(fullAt, now) + Volatile.Read(ref _interval), now + Volatile.Read(ref _capacity));
            if (next <= fullAt || Interlocked.CompareExchange(ref _fullAt, next, fullAt) == fullAt)
                return;
        }
    }

    /// <summary>How long until there is a token; zero when there is one.</summary>
    public TimeSpan Wait(long now)
    {
        var over = Math.Max(Volatile.Read(ref _fullAt), now) + Volatile.Read(ref _interval) - now - Volatile.Read(ref _capacity);
        return over > 0 ? TimeSpan.FromSeconds((double)over / _frequency) : TimeSpan.Zero;
    }

    /// <summary>What is in the bucket, and how long until it is full.</summary>
    public (long Tokens, TimeSpan UntilFull) State(long now)
    {
        var taken = Math.Max(Volatile.Read(ref _fullAt) - now, 0);
        return (Math.Max(Volatile.Read(ref _capacity) - taken, 0) / Volatile.Read(ref _interval), TimeSpan.FromSeconds((double)taken / _frequency));
    }

    /// <summary>A full bucket is as good as a new one: it need not be kept.</summary>
    public bool IsFull(long now) => Volatile.Read(ref _fullAt) <= now;
}
