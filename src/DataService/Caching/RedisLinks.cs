using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Caching;

/// <summary>Keeps a link to Redis where there can be one. Without it nobody waits: reads go to PostgreSQL.</summary>
internal sealed partial class RedisLinks(string connectionString, IOptions<LeadCacheOptions> options, TimeProvider time, ILogger<RedisLinks> logger) : BackgroundService, IHealthCheck
{
    private volatile RedisLink? _current;

    /// <summary>The link; null while there is none.</summary>
    public RedisLink? Current => _current is { Lost.IsCompleted: false } link ? link : null;

    /// <summary>Degraded, not unhealthy, without Redis: leads are read from PostgreSQL.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Current is not null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("not connected; leads are read from the database"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        for (var reported = false; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await using var link = await RedisLink.OpenAsync(connectionString, options.Value.WriteTimeout, stoppingToken);
                reported = false;
                await UseAsync(link, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (!reported)
                    Log.Away(logger, exception.GetType().Name, options.Value.RetryAfter.TotalMilliseconds);
                reported = true;
            }

            await Task.Delay(options.Value.RetryAfter, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task UseAsync(RedisLink link, CancellationToken stoppingToken)
    {
        _current = link;
        LeadCacheMetrics.Connected(true);
        Log.Connected(logger);
        try
        {
            Log.Lost(logger, await link.Lost.WaitAsync(stoppingToken));
        }
        finally
        {
            _current = null;
            LeadCacheMetrics.Connected(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1500, Level = LogLevel.Information, Message = "Leads are cached in Redis from now on")]
        public static partial void Connected(ILogger logger);

        [LoggerMessage(EventId = 1501, Level = LogLevel.Warning, Message = "Redis is left alone ({Reason}); leads are read from the database")]
        public static partial void Lost(ILogger logger, string reason);

        [LoggerMessage(EventId = 1502, Level = LogLevel.Warning, Message = "Redis can not be reached ({ExceptionType}); it is tried every {PauseMs} ms, and leads are read from the database")]
        public static partial void Away(ILogger logger, string exceptionType, double pauseMs);
    }
}
