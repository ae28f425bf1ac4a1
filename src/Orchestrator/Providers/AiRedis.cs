using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LeadPlatform.Orchestrator.Providers;

/// <summary>Redis, as far as it is there: what it holds for this service (counters, answers) can be done without for a while.</summary>
internal sealed partial class AiRedis(IConfiguration configuration, IOptions<AiOptions> options, ILogger<AiRedis> logger) : IAsyncDisposable
{
    private readonly string? _connectionString = configuration.GetConnectionString("redis");
    private readonly Lock _opening = new();
    private Task<ConnectionMultiplexer>? _connection;
    private volatile bool _away;

    /// <summary>Does something with Redis, or tells by false that it is away.</summary>
    public async ValueTask<(bool Done, T? Result)> TryAsync<T>(Func<IDatabase, Task<T>> what, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(_connectionString))
            return default;
        try
        {
            var connection = await Open().WaitAsync(options.Value.RedisTimeout, cancellationToken);
            var result = await what(connection.GetDatabase()).WaitAsync(options.Value.RedisTimeout, cancellationToken);
            if (_away)
            {
                _away = false;
                Log.Back(logger);
            }

            return (true, result);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            if (!_away)
            {
                _away = true;
                Log.Away(logger, exception.GetType().Name);
            }

            return default;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { IsCompletedSuccessfully: true } connection)
            await (await connection).DisposeAsync();
    }

    private Task<ConnectionMultiplexer> Open()
    {
        lock (_opening)
        {
            if (_connection is { IsFaulted: true } or { IsCanceled: true })
                _connection = null;
            return _connection ??= ConnectAsync();
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var settings = ConfigurationOptions.Parse(_connectionString!);
        settings.ClientName = "orchestrator";
        // It connects again by itself; until then a command fails at once instead of waiting.
        settings.AbortOnConnectFail = false;
        settings.BacklogPolicy = BacklogPolicy.FailFast;
        settings.ConnectTimeout = 1_000;
        return await ConnectionMultiplexer.ConnectAsync(settings);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3100, Level = LogLevel.Warning, Message = "Redis is away ({ExceptionType}): this instance counts what it asks of AI providers by itself, and remembers their answers alone")]
        public static partial void Away(ILogger logger, string exceptionType);

        [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "Redis is back: instances count together what they ask of AI providers")]
        public static partial void Back(ILogger logger);
    }
}
