using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LeadPlatform.Orchestrator.Providers;

/// <summary>What providers answered, by the hash of what was asked: in Redis for all instances, the newest in memory too; both for <see cref="AiOptions.KeepAnswers"/>.</summary>
/// <param name="prefix">Of the keys in Redis.</param>
/// <param name="newest">Answers in memory, at most.</param>
internal abstract class AiCache<T>(AiRedis redis, IOptions<AiOptions> options, string prefix, int newest) : IDisposable where T : class
{
    private readonly MemoryCache _newest = new(new MemoryCacheOptions { SizeLimit = newest });

    protected AiRedis Redis => redis;

    /// <returns>Null where it is not known.</returns>
    public async ValueTask<T?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (_newest.TryGetValue(key, out T? known))
            return known;
        var (_, found) = await redis.TryAsync(database => database.StringGetAsync(prefix + key), cancellationToken);
        return found.HasValue ? Read(found) : null;
    }

    public async ValueTask KeepAsync(string key, T answer, CancellationToken cancellationToken)
    {
        _newest.Set(key, answer, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = options.Value.KeepAnswers });
        await redis.TryAsync(database => database.StringSetAsync(prefix + key, Write(answer), options.Value.KeepAnswers), cancellationToken);
    }

    public void Dispose() => _newest.Dispose();

    /// <returns>Null where it can't be read.</returns>
    protected abstract T? Read(RedisValue kept);

    protected abstract RedisValue Write(T answer);
}
