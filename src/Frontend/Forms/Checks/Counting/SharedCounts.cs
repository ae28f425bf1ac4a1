using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LeadPlatform.Frontend.Forms.Checks.Counting;

/// <summary>Counts in Redis, one call each time. Without Redis, or while it does not answer within <see cref="CheckOptions.SharedTimeout"/>, there is nothing to read and nothing is added.</summary>
internal sealed partial class SharedCounts : IAsyncDisposable
{
    /// <summary>In one slot, so that one call reaches both keys in a cluster too.</summary>
    private const string Prefix = "{forms}:";

    /// <summary>A count ends so many milliseconds after its first.</summary>
    private const string Add = """
        for i, key in ipairs(KEYS) do
          if redis.call('INCR', key) == 1 then redis.call('PEXPIRE', key, ARGV[i]) end
        end
        """;

    private readonly string? _connectionString;
    private readonly TimeSpan _timeout;
    private readonly ILogger<SharedCounts> _logger;
    private readonly Lazy<Task<ConnectionMultiplexer>> _connection;
    private volatile bool _away;

    public SharedCounts(IConfiguration configuration, IOptions<CheckOptions> options, ILogger<SharedCounts> logger)
    {
        (_connectionString, _timeout, _logger) = (configuration.GetConnectionString("redis"), options.Value.SharedTimeout, logger);
        _connection = new(ConnectAsync);
    }

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

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated)
            await (await _connection.Value).DisposeAsync();
    }

    private async Task<(bool Answered, T? Answer)> CallAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken)
    {
        if (_connectionString is not { Length: > 0 })
            return default;
        try
        {
            var redis = await _connection.Value.WaitAsync(_timeout, cancellationToken);
            var answer = await call(redis.GetDatabase()).WaitAsync(_timeout, cancellationToken);
            if (_away)
                Log.Back(_logger);
            _away = false;
            return (true, answer);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            if (!_away)
                Log.Away(_logger, exception.GetType().Name);
            _away = true;
            FormMetrics.NotShared();
            return default;
        }
    }

    /// <summary>Comes back with a connection in any case, which goes on trying by itself.</summary>
    private Task<ConnectionMultiplexer> ConnectAsync()
    {
        var configuration = ConfigurationOptions.Parse(_connectionString!);
        configuration.ClientName = "frontend";
        configuration.AbortOnConnectFail = false;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        return ConnectionMultiplexer.ConnectAsync(configuration);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 430, Level = LogLevel.Warning, Message = "Redis does not answer ({Error}): this instance counts inquiries by itself")]
        public static partial void Away(ILogger logger, string error);

        [LoggerMessage(EventId = 431, Level = LogLevel.Information, Message = "Redis answers again: inquiries are counted over all instances")]
        public static partial void Back(ILogger logger);
    }
}
