using LeadPlatform.ApiGateway.Limits.Sharing;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>
/// The limit of one caller or address over all gateways. Tokens come from the bucket in Redis a few at a time (<see cref="Leases"/>), and more are asked for before
/// they are used up, so that a request hardly ever waits for Redis. While Redis is away the bucket in this process's memory decides.
/// </summary>
internal sealed class RateBucket
{
    /// <summary>A gateway holds at most this part of a burst: what one holds, another can't give.</summary>
    private const int Parts = 40;

    private readonly Leases _leases;
    private readonly TimeProvider _time;
    private readonly LocalBucket _local;
    private readonly Lock _asking = new();
    private TaskCompletionSource<bool>? _answer;
    private volatile bool _asked;
    private int _waiting;

    /// <summary>Tokens leased and not used; below zero: used ahead of the lease that was asked for.</summary>
    private int _balance;

    private long _emptyUntil;
    private long _sharedFullAt;
    private volatile RatePolicy _policy;

    /// <param name="limit">Which limit it belongs to.</param>
    /// <param name="owner">Whose it is.</param>
    public RateBucket(string limit, string owner, Rate rate, Leases leases, TimeProvider time)
    {
        (Name, _leases, _time) = ($"{limit}:{owner}", leases, time);
        _local = new LocalBucket(rate, time.TimestampFrequency);
        _policy = new RatePolicy(limit, rate);
    }

    /// <summary>In Redis.</summary>
    public string Name { get; }

    public RatePolicy Policy => _policy;

    private int Chunk => Math.Max(1, _policy.Rate.Burst / Parts);

    /// <summary>Another plan: what is taken stays taken.</summary>
    public void Change(Rate rate)
    {
        if (_policy.Rate == rate)
            return;
        _policy = new RatePolicy(_policy.Limit, rate);
        _local.Change(rate);
        Volatile.Write(ref _emptyUntil, 0);
    }

    /// <summary>Takes one token, for those who can't wait for Redis: the bucket in memory decides for it, and Redis is told afterwards.</summary>
    public bool TryTake(out TimeSpan wait)
    {
        if (TakeNow() is { } taken)
        {
            wait = taken.Wait;
            return taken.Allowed;
        }

        if (_local.TryTake(_time.GetTimestamp(), out wait))
            Interlocked.Decrement(ref _balance);
        Ask();
        return wait == TimeSpan.Zero;
    }

    /// <summary>Takes one token.</summary>
    /// <returns>Null: Redis must be asked first, by <see cref="TakeAsync"/>.</returns>
    public Taken? TakeNow()
    {
        var now = _time.GetTimestamp();
        if (!_leases.AreShared)
            return TakeLocal(now);

        var chunk = Chunk;
        while (true)
        {
            var balance = Volatile.Read(ref _balance);
            if (balance <= 0 && Volatile.Read(ref _emptyUntil) is var until && until > now)
                return new Taken(false, _time.GetElapsedTime(now, until));
            // A small bucket has no part to spare: nothing of it is used ahead of its lease.
            if (balance <= (chunk == 1 ? 0 : -chunk))
                return null;
            if (Interlocked.CompareExchange(ref _balance, balance - 1, balance) != balance)
                continue;
            _local.Charge(now);
            if (balance - 1 < chunk / 2 && !_asked)
                Ask();
            return new Taken(true, TimeSpan.Zero);
        }
    }

    /// <summary>Takes one token, after Redis has answered.</summary>
    public async Task<Taken> TakeAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            while (true)
            {
                var answered = await Ask().WaitAsync(cancellationToken);
                if ((answered ? TakeNow() : TakeLocal(_time.GetTimestamp())) is { } taken)
                    return taken;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>How long until there is a token; zero when there may be one.</summary>
    public TimeSpan Wait()
    {
        var now = _time.GetTimestamp();
        if (!_leases.AreShared)
            return _local.Wait(now);
        var until = Volatile.Read(ref _emptyUntil);
        return Volatile.Read(ref _balance) <= 0 && until > now ? _time.GetElapsedTime(now, until) : TimeSpan.Zero;
    }

    /// <summary>What can be taken now, as far as this gateway knows, and how long until it is as much as can be.</summary>
    public (long Tokens, TimeSpan UntilFull) State()
    {
        var now = _time.GetTimestamp();
        if (!_leases.AreShared)
            return _local.State(now);
        var taken = TimeSpan.FromSeconds(Math.Max(Volatile.Read(ref _sharedFullAt) - now, 0) / (double)_time.TimestampFrequency);
        var rate = _policy.Rate;
        var tokens = (long)(rate.Burst - (taken.TotalSeconds * rate.RequestsPerSecond)) + Volatile.Read(ref _balance);
        return (Math.Clamp(tokens, 0, rate.Burst), taken);
    }

    /// <summary>A full bucket is as good as a new one: it need not be kept.</summary>
    public bool IsFull(long now) => _local.IsFull(now);

    /// <summary>What to ask Redis for now: tokens used ahead, which are taken in any case, and tokens to come.</summary>
    public (int Owed, int Wanted) Question() => (Math.Max(0, -Volatile.Read(ref _balance)), Chunk + Volatile.Read(ref _waiting));

    /// <summary>Redis has answered.</summary>
    /// <param name="untilFull">How long until the bucket in Redis is full.</param>
    public void Answered(int owed, int granted, TimeSpan untilFull)
    {
        var now = _time.GetTimestamp();
        var fullAt = now + (long)(untilFull.TotalSeconds * _time.TimestampFrequency);
        Volatile.Write(ref _sharedFullAt, fullAt);
        Interlocked.Add(ref _balance, owed + granted);
        var rate = _policy.Rate;
        var wait = (1 / rate.RequestsPerSecond) + untilFull.TotalSeconds - (rate.Burst / rate.RequestsPerSecond);
        Volatile.Write(ref _emptyUntil, granted > 0 ? 0 : now + (long)(Math.Max(wait, 0) * _time.TimestampFrequency));
        Release(answered: true);
    }

    /// <summary>Redis has not answered: those who wait go by the bucket in memory.</summary>
    public void Unanswered() => Release(answered: false);

    private Taken TakeLocal(long now) => new(_local.TryTake(now, out var wait), wait);

    /// <summary>Asks for a lease, unless one is asked for already.</summary>
    /// <returns>Whether there was an answer.</returns>
    private Task<bool> Ask()
    {
        Task<bool> answer;
        bool asks;
        lock (_asking)
        {
            _answer ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            answer = _answer.Task;
            asks = !_asked;
            _asked = true;
        }

        if (asks && !_leases.TryAsk(this))
            Release(answered: false);
        return answer;
    }

    private void Release(bool answered)
    {
        lock (_asking)
        {
            _asked = false;
            _answer?.SetResult(answered);
            _answer = null;
        }
    }
}

/// <param name="Wait">Where there was no token: how long until there is one.</param>
internal readonly record struct Taken(bool Allowed, TimeSpan Wait);
