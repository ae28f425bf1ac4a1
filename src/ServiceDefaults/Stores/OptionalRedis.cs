using StackExchange.Redis;

namespace LeadPlatform.ServiceDefaults.Stores;

/// <summary>
/// Redis, as far as it is there: for what a service can do without for a while. It is connected to when it is first needed; while it does not answer, a call fails at once or
/// after a time that is given, and tells so by false.
/// </summary>
/// <param name="connectionString">Without one Redis is never there.</param>
/// <param name="client">The name by which Redis knows the service.</param>
/// <param name="timeout">How long one may wait for the connection, and then for the answer.</param>
public abstract class OptionalRedis(string? connectionString, string client, TimeSpan timeout) : IAsyncDisposable
{
    private const int ConnectTimeoutMs = 1_000;
    private readonly Lock _opening = new();
    private Task<ConnectionMultiplexer>? _connection;
    private volatile bool _away;

    protected bool IsConfigured { get; } = !string.IsNullOrWhiteSpace(connectionString);

    /// <summary>Does something with Redis, or tells by false that it is away.</summary>
    public async ValueTask<(bool Done, T? Result)> TryAsync<T>(Func<IDatabase, Task<T>> what, CancellationToken cancellationToken)
    {
        if (!IsConfigured)
            return default;
        try
        {
            var connection = await Open().WaitAsync(timeout, cancellationToken);
            var result = await what(connection.GetDatabase()).WaitAsync(timeout, cancellationToken);
            if (_away)
            {
                _away = false;
                Back();
            }

            return (true, result);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            if (!_away)
            {
                _away = true;
                Away(exception.GetType().Name);
            }

            return default;
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_connection is { IsCompletedSuccessfully: true } connection)
            await (await connection).DisposeAsync();
    }

    /// <summary>Told once when Redis does not answer any more.</summary>
    protected abstract void Away(string exceptionType);

    /// <summary>Told once when it answers again.</summary>
    protected abstract void Back();

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
        var settings = ConfigurationOptions.Parse(connectionString!);
        settings.ClientName = client;
        // It connects again by itself; until then a command fails at once instead of waiting.
        settings.AbortOnConnectFail = false;
        settings.BacklogPolicy = BacklogPolicy.FailFast;
        settings.ConnectTimeout = ConnectTimeoutMs;
        return await ConnectionMultiplexer.ConnectAsync(settings);
    }
}
