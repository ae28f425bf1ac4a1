using LeadPlatform.Orchestrator.Providers;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LeadPlatform.Orchestrator.Analysing;

/// <summary>
/// Answers about leads. One holds words of closed lists and nothing about a person. Beside them stands in Redis who is asking right now, so that two instances don't pay for
/// one answer twice.
/// </summary>
internal sealed class AnswerCache(AiRedis redis, IOptions<AiOptions> options, TimeProvider time) : AiCache<AnalysisAnswer>(redis, options, "ai:answer:", newest: 20_000)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits while another instance asks the same; returns its answer, or null where this one shall ask.</summary>
    /// <param name="patience">How long one who asks is believed to be alive.</param>
    public async ValueTask<AnalysisAnswer?> ClaimAsync(string key, TimeSpan patience, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (done, mine) = await Redis.TryAsync(database => database.StringSetAsync(Claim(key), "1", patience, When.NotExists), cancellationToken);
            if (!done || mine)
                return null;
            await Task.Delay(Look, time, cancellationToken);
            if (await FindAsync(key, cancellationToken) is { } answer)
                return answer;
        }
    }

    public async ValueTask ReleaseAsync(string key) => await Redis.TryAsync(database => database.KeyDeleteAsync(Claim(key)), CancellationToken.None);

    protected override AnalysisAnswer? Read(RedisValue kept) => AnalysisAnswer.Read(kept.ToString(), out _);

    protected override RedisValue Write(AnalysisAnswer answer) => answer.ToJson();

    private static RedisKey Claim(string key) => $"ai:asking:{key}";
}
