using System.Collections.Concurrent;
using LeadPlatform.ApiGateway.Limits;
using LeadPlatform.ApiGateway.Telemetry;
using LeadPlatform.Contracts.Sources;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Keys;

internal enum KeyAnswer
{
    /// <summary>Let the caller in as the key's source.</summary>
    Known,

    /// <summary>Refuse: Backend does not know it, or it can't be a key.</summary>
    Unknown,

    /// <summary>Not in memory, and this caller may not make the gateway ask: try later.</summary>
    NotAsked,

    /// <summary>Backend does not answer and nothing is remembered: try later.</summary>
    Unavailable,
}

/// <summary>
/// Keys as Backend described them. The working set is the sources that are active now, read on every request and written a few times a minute, so it is
/// held here whole; a revocation may be <see cref="KeyOptions.FreshFor"/> late. One question per key is under way at a time, whoever waits for it.
/// </summary>
internal sealed partial class KeyCache(
    Func<KeyResolver> resolver,
    CallerBuckets buckets,
    GatewayMetrics metrics,
    IOptions<KeyOptions> options,
    TimeProvider time,
    ILogger<KeyCache> logger) : IDisposable
{
    /// <summary>A token is no longer sent on this long before it expires, so that it is still good where it arrives.</summary>
    private static readonly TimeSpan ExpiryMargin = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<KeyHash, KnownKey> _known = new();
    private readonly ConcurrentDictionary<KeyHash, Lazy<Task<(KeyAnswer, KnownKey?)>>> _questions = new();
    private readonly UnknownKeys _unknown = new(options.Value.UnknownCapacity);
    private readonly CancellationTokenSource _stopping = new();
    private long _sweepAt = time.GetTimestamp();

    /// <summary>A key that is good without a new answer of Backend; null where there is none in memory. It is counted by <see cref="Used"/>.</summary>
    public KnownKey? Held(string key) => KeyHash.TryOf(key, out var hash) ? Held(hash, key, time.GetTimestamp()) : null;

    /// <summary>A held key has let somebody in.</summary>
    public void Used(KnownKey held) => metrics.KeyLookedUp(time.GetTimestamp() < held.FreshUntil ? "hit" : "stale");

    /// <param name="mayAsk">False: answer from memory only.</param>
    public ValueTask<(KeyAnswer Answer, KnownKey? Key)> FindAsync(string key, bool mayAsk, CancellationToken cancellationToken)
    {
        if (!KeyHash.TryOf(key, out var hash))
            return Unknown();

        var now = time.GetTimestamp();
        if (Held(hash, key, now) is { } held)
        {
            Used(held);
            return new((KeyAnswer.Known, held));
        }

        if (_known.TryGetValue(hash, out var known) && known.ExpiresAt > now)
            return AskAsync(hash, key, known, cancellationToken);
        if (_unknown.Contains(hash, now))
            return Unknown();
        return mayAsk ? AskAsync(hash, key, null, cancellationToken) : new((KeyAnswer.NotAsked, null));
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private KnownKey? Held(KeyHash hash, string key, long now)
    {
        if (!_known.TryGetValue(hash, out var known) || known.ExpiresAt <= now || (now >= known.FreshUntil && !known.BackendAway))
            return null;
        if (known.NeedsRefresh(now))
            _ = Question(hash, key);
        return known;
    }

    private ValueTask<(KeyAnswer, KnownKey?)> Unknown()
    {
        metrics.KeyLookedUp("unknown");
        return new((KeyAnswer.Unknown, null));
    }

    private async ValueTask<(KeyAnswer, KnownKey?)> AskAsync(KeyHash hash, string key, KnownKey? held, CancellationToken cancellationToken)
    {
        var (answer, known) = await Question(hash, key).WaitAsync(cancellationToken);
        if (answer == KeyAnswer.Unavailable && held is not null)
            (answer, known) = (KeyAnswer.Known, held);
        metrics.KeyLookedUp(answer switch { KeyAnswer.Known => "miss", KeyAnswer.Unknown => "unknown", _ => "unavailable" });
        return (answer, known);
    }

    /// <summary>The question under way for a key, or a new one. It never fails and ends by itself, so a caller may leave it.</summary>
    private Task<(KeyAnswer, KnownKey?)> Question(KeyHash hash, string key)
    {
        if (_questions.TryGetValue(hash, out var running))
            return running.Value;
        return _questions.GetOrAdd(hash, _ => new Lazy<Task<(KeyAnswer, KnownKey?)>>(() => Task.Run(() => AskBackendAsync(hash, key)))).Value;
    }

    private async Task<(KeyAnswer, KnownKey?)> AskBackendAsync(KeyHash hash, string key)
    {
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            timeout.CancelAfter(options.Value.ResolveTimeout);
            if (await resolver().ResolveAsync(key, timeout.Token) is { } resolved)
                return (KeyAnswer.Known, Remember(hash, resolved));

            if (_known.TryRemove(hash, out _))
                Log.Revoked(logger);
            _unknown.Add(hash, At(options.Value.UnknownFor));
            return (KeyAnswer.Unknown, null);
        }
        catch (Exception exception)
        {
            Log.NotAnswered(logger, exception.GetType().Name);
            if (_known.TryGetValue(hash, out var held))
                held.NotAnswered(At(options.Value.RetryAfter));
            return (KeyAnswer.Unavailable, null);
        }
        finally
        {
            _questions.TryRemove(hash, out _);
        }
    }

    private KnownKey Remember(KeyHash hash, ResolvedKey resolved)
    {
        var bucket = buckets.Of(resolved);
        var known = new KnownKey(resolved, bucket, At(options.Value.RefreshAfter), At(options.Value.FreshFor), At(resolved.ExpiresAt - time.GetUtcNow() - ExpiryMargin));
        _known[hash] = known;
        Sweep();
        return known;
    }

    private void Sweep()
    {
        var now = time.GetTimestamp();
        var due = Volatile.Read(ref _sweepAt);
        if (due > now || Interlocked.CompareExchange(ref _sweepAt, At(SweepEvery), due) != due)
            return;

        foreach (var (hash, known) in _known)
        {
            if (known.ExpiresAt <= now)
                _known.TryRemove(new(hash, known));
        }
    }

    private long At(TimeSpan fromNow) => time.GetTimestamp() + (long)(fromNow.TotalSeconds * time.TimestampFrequency);

    private static partial class Log
    {
        [LoggerMessage(EventId = 2000, Level = LogLevel.Warning, Message = "Backend did not answer for an API key: {Error}")]
        public static partial void NotAnswered(ILogger logger, string error);

        [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "An API key in use is no longer valid")]
        public static partial void Revoked(ILogger logger);
    }
}
