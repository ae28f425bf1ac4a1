using System.Collections.Concurrent;
using StackExchange.Redis;

namespace LeadPlatform.Orchestrator.Providers.Spending;

/// <summary>What was set aside for one call.</summary>
/// <param name="Shared">Whether Redis knows of it.</param>
internal sealed record Reservation(string Provider, SpendingWindow Window, long Tokens, long Micros, bool Shared);

/// <summary>
/// Counts requests, tokens and money of each provider, by minute and by day (UTC), for all instances together in Redis and for this one in memory. A call is counted
/// before it is made, by estimate, and settled after it, so a limit is passed by no more than what estimates of calls under way are short of. Without Redis each
/// instance holds the limits by itself.
/// </summary>
internal sealed class SpendingLedger(AiRedis redis, TimeProvider time)
{
    // The keys of a provider share a slot, so that a cluster takes the script too.
    private const string Take =
        """
        local function used(key) return tonumber(redis.call('GET', key) or '0') end
        if used(KEYS[1]) + 1 > tonumber(ARGV[1]) then return {1, used(KEYS[3])} end
        if used(KEYS[2]) + tonumber(ARGV[4]) > tonumber(ARGV[2]) then return {1, used(KEYS[3])} end
        if used(KEYS[3]) + tonumber(ARGV[5]) > tonumber(ARGV[3]) then return {2, used(KEYS[3])} end
        redis.call('INCR', KEYS[1])
        redis.call('EXPIRE', KEYS[1], 120)
        redis.call('INCRBY', KEYS[2], ARGV[4])
        redis.call('EXPIRE', KEYS[2], 120)
        local money = redis.call('INCRBY', KEYS[3], ARGV[5])
        redis.call('EXPIRE', KEYS[3], 172800)
        return {0, money}
        """;

    private const string Correct =
        """
        if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('INCRBY', KEYS[1], ARGV[1]) end
        local money = redis.call('INCRBY', KEYS[2], ARGV[2])
        redis.call('EXPIRE', KEYS[2], 172800)
        return money
        """;

    private readonly LocalSpending _local = new();
    private readonly ConcurrentDictionary<string, (long Day, long Micros)> _shared = new();

    /// <summary>Money of this day, in millionths: of all instances as of the last call of this one, or its own where that is more.</summary>
    public long SpentToday(string provider)
    {
        var window = SpendingWindow.At(time.GetUtcNow());
        var shared = _shared.TryGetValue(provider, out var known) && known.Day == window.Day ? known.Micros : 0;
        return Math.Max(shared, _local.Spent(provider, window));
    }

    /// <exception cref="ProviderFault">A limit is reached: of requests or tokens a minute, or of the day's money.</exception>
    public async ValueTask<Reservation> ReserveAsync(string provider, ProviderOptions limits, long tokens, long micros, CancellationToken cancellationToken)
    {
        var window = SpendingWindow.At(time.GetUtcNow());
        if (_local.Take(provider, window, limits, tokens, micros) is { } refused)
            throw new ProviderFault(refused);
        var (done, answer) = await redis.TryAsync(
            database => database.ScriptEvaluateAsync(
                Take,
                [Requests(provider, window), Tokens(provider, window), Money(provider, window)],
                [limits.RequestsPerMinute, limits.TokensPerMinute, limits.DailyBudgetMicros, tokens, micros]),
            cancellationToken);
        if (!done)
            return new Reservation(provider, window, tokens, micros, Shared: false);
        var (limit, spent) = ((int)answer![0], (long)answer[1]);
        _shared[provider] = (window.Day, spent);
        if (limit == 0)
            return new Reservation(provider, window, tokens, micros, Shared: true);
        _local.Correct(provider, window, -1, -tokens, -micros);
        throw new ProviderFault(limit == 1 ? FaultCode.RateLimited : FaultCode.Budget);
    }

    /// <summary>Puts what was used in the place of what was estimated.</summary>
    public async ValueTask SettleAsync(Reservation reserved, long tokens, long micros)
    {
        var (moreTokens, moreMicros) = (tokens - reserved.Tokens, micros - reserved.Micros);
        if (moreTokens == 0 && moreMicros == 0)
            return;
        _local.Correct(reserved.Provider, reserved.Window, 0, moreTokens, moreMicros);
        if (!reserved.Shared)
            return;
        var (done, spent) = await redis.TryAsync(
            database => database.ScriptEvaluateAsync(Correct, [Tokens(reserved.Provider, reserved.Window), Money(reserved.Provider, reserved.Window)], [moreTokens, moreMicros]),
            CancellationToken.None);
        if (done)
            _shared[reserved.Provider] = (reserved.Window.Day, (long)spent!);
    }

    private static RedisKey Requests(string provider, SpendingWindow window) => $"ai:spent:{{{provider}}}:requests:{window.Minute}";

    private static RedisKey Tokens(string provider, SpendingWindow window) => $"ai:spent:{{{provider}}}:tokens:{window.Minute}";

    private static RedisKey Money(string provider, SpendingWindow window) => $"ai:spent:{{{provider}}}:micros:{window.Day}";
}
