using System.Globalization;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LeadPlatform.ApiGateway.Limits.Sharing;

/// <summary>The buckets in Redis: of each the time at which it is full again, by the clock of Redis, kept until then.</summary>
internal sealed class RedisBuckets(string connectionString, IOptions<SharingOptions> options) : IAsyncDisposable
{
    /// <summary>All in one slot, so that one call reaches them in a cluster too.</summary>
    private const string Prefix = "{limits}:";

    /// <summary>Per key its interval and capacity in microseconds, tokens owed and tokens wanted; answers per key the tokens granted and the microseconds until it is full.</summary>
    private const string Take = """
        local clock = redis.call('TIME')
        local now = clock[1] * 1000000 + clock[2]
        local answers = {}
        for i, key in ipairs(KEYS) do
          local interval, capacity = tonumber(ARGV[4 * i - 3]), tonumber(ARGV[4 * i - 2])
          local owed, wanted = tonumber(ARGV[4 * i - 1]), tonumber(ARGV[4 * i])
          local full = math.max(tonumber(redis.call('GET', key) or now), now) + owed * interval
          local granted = math.max(0, math.min(wanted, math.floor((now + capacity - full) / interval + 0.001)))
          full = full + granted * interval
          if owed + granted > 0 then
            redis.call('SET', key, string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000) + 1)
          end
          answers[2 * i - 1] = granted
          answers[2 * i] = string.format('%.0f', full - now)
        end
        return answers
        """;

    private ConnectionMultiplexer? _connection;

    /// <summary>Done when Redis answers.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    /// <exception cref="TimeoutException">Redis does not answer.</exception>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        _connection ??= await ConnectionMultiplexer.ConnectAsync(Configuration()).WaitAsync(cancellationToken);
        await _connection.GetDatabase().PingAsync().WaitAsync(options.Value.CallTimeout, cancellationToken);
    }

    /// <summary>Takes from many buckets in one call.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    /// <exception cref="TimeoutException">Redis does not answer.</exception>
    public async Task<(int Granted, TimeSpan UntilFull)[]> TakeAsync(List<RateBucket> buckets, List<(int Owed, int Wanted)> questions, CancellationToken cancellationToken)
    {
        var keys = new RedisKey[buckets.Count];
        var values = new RedisValue[4 * buckets.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var rate = buckets[i].Policy.Rate;
            var interval = 1_000_000 / rate.RequestsPerSecond;
            keys[i] = Prefix + buckets[i].Name;
            values[4 * i] = interval;
            values[(4 * i) + 1] = interval * rate.Burst;
            values[(4 * i) + 2] = questions[i].Owed;
            values[(4 * i) + 3] = questions[i].Wanted;
        }

        var answers = (RedisResult[])(await _connection!.GetDatabase().ScriptEvaluateAsync(Take, keys, values).WaitAsync(options.Value.CallTimeout, cancellationToken))!;
        var taken = new (int, TimeSpan)[keys.Length];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = ((int)answers[2 * i], TimeSpan.FromMicroseconds(double.Parse((string)answers[(2 * i) + 1]!, CultureInfo.InvariantCulture)));
        return taken;
    }

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    private ConfigurationOptions Configuration()
    {
        var configuration = ConfigurationOptions.Parse(connectionString);
        configuration.ClientName = "gateway";
        configuration.AbortOnConnectFail = true;
        configuration.ConnectRetry = 1;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        return configuration;
    }
}
