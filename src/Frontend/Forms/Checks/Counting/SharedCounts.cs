using LeadPlatform.ServiceDefaults.Stores;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LeadPlatform.Frontend.Forms.Checks.Counting;

/// <summary>Counts in Redis, one call each time. Without Redis, or while it does not answer within <see cref="CheckOptions.SharedTimeout"/>, there is nothing to read and nothing is added.</summary>
internal sealed partial class SharedCounts(IConfiguration configuration, IOptions<CheckOptions> options, ILogger<SharedCounts> logger)
    : OptionalRedis(configuration.GetConnectionString("redis"), "frontend", options.Value.SharedTimeout)
{
    /// <summary>In one slot, so that one call reaches both keys in a cluster too.</summary>
    private const string Prefix = "{forms}:";

    /// <summary>A count ends so many milliseconds after its first.</summary>
    private const string Add = """
        for i, key in ipairs(KEYS) do
          if redis.call('INCR', key) == 1 then redis.call('PEXPIRE', key, ARGV[i]) end
        end
        """;

    /// <summary>Zero where there is nothing to read.</summary>
    public async Task<(int First, int Second)> ReadAsync(string first, string second, CancellationToken cancellationToken)
    {
        var (read, found) = await CallAsync(redis => redis.StringGetAsync([Prefix + first, Prefix + second]), cancellationToken);
        return read ? ((int)found![0], (int)found[1]) : default;
    }

    public Task AddAsync((string Key, TimeSpan KeptFor) first, (string Key, TimeSpan KeptFor) second, CancellationToken cancellationToken) => CallAsync(
        redis => redis.ScriptEvaluateAsync(
            Add, [Prefix + first.Key, Prefix + second.Key], [(long)first.KeptFor.TotalMilliseconds, (long)second.KeptFor.TotalMilliseconds]),
        cancellationToken);

    protected override void Away(string exceptionType) => Log.Away(logger, exceptionType);

    protected override void Back() => Log.Back(logger);

    private async Task<(bool Answered, T? Answer)> CallAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken)
    {
        var answer = await TryAsync(call, cancellationToken);
        if (!answer.Done && IsConfigured)
            FormMetrics.NotShared();
        return answer;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 430, Level = LogLevel.Warning, Message = "Redis does not answer ({Error}): this instance counts inquiries by itself")]
        public static partial void Away(ILogger logger, string error);

        [LoggerMessage(EventId = 431, Level = LogLevel.Information, Message = "Redis answers again: inquiries are counted over all instances")]
        public static partial void Back(ILogger logger);
    }
}
