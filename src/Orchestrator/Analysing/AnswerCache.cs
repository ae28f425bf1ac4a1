using LeadPlatform.Orchestrator.Providers;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LeadPlatform.Orchestrator.Analysing;

/// <summary>
/// Answers by the hash of what was asked: in Redis for all instances, the newest in memory too. An answer holds words of closed lists and nothing about a person. Beside
/// them stands who is asking right now, so that two instances don't pay for one answer twice.
/// </summary>
internal sealed class AnswerCache(AiRedis redis, IOptions<AiOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private readonly MemoryCache _newest = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    public async ValueTask<AnalysisAnswer?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (_newest.TryGetValue(key, out AnalysisAnswer? known))
            return known;
        var (_, found) = await redis.TryAsync(database => database.StringGetAsync(Answer(key)), cancellationToken);
        return found.HasValue ? AnalysisAnswer.Read(found.ToString(), out _) : null;
    }

    public async ValueTask KeepAsync(string key, AnalysisAnswer answer, CancellationToken cancellationToken)
    {
        _newest.Set(key, answer, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = options.Value.KeepAnswers });
        await redis.TryAsync(database => database.StringSetAsync(Answer(key), answer.ToJson(), options.Value.KeepAnswers), cancellationToken);
    }

    /// <summary>Waits while another instance asks the same; returns its answer, or null where this one shall ask.</summary>
    /// <param name="patience">How long one who asks is believed to be alive.</param>
    public async ValueTask<AnalysisAnswer?> ClaimAsync(string key, TimeSpan patience, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (done, mine) = await redis.TryAsync(database => database.StringSetAsync(Claim(key), "1", patience, When.NotExists), cancellationToken);
            if (!done || mine)
                return null;
            await Task.Delay(Look, time, cancellationToken);
            if (await FindAsync(key, cancellationToken) is { } answer)
                return answer;
        }
    }

    public async ValueTask ReleaseAsync(string key) => await redis.TryAsync(database => database.KeyDeleteAsync(Claim(key)), CancellationToken.None);

    public void Dispose() => _newest.Dispose();

    private static RedisKey Answer(string key) => $"ai:answer:{key}";

    private static RedisKey Claim(string key) => $"ai:asking:{key}";
}
