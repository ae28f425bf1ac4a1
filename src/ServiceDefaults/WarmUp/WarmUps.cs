using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ServiceDefaults.WarmUp;

/// <summary>Runs the warm-ups once the service has started, each until it succeeds; healthy when all have, or their time is up.</summary>
internal sealed partial class WarmUps(
    IEnumerable<IWarmUp> warmUps, IHostApplicationLifetime lifetime, IOptions<WarmUpOptions> options, TimeProvider time, ILogger<WarmUps> logger) : BackgroundService, IHealthCheck
{
    public const string CheckName = "warm-up";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private volatile bool _warm;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_warm ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("warming up"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(options.Value.Limit);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await StartedAsync(limit.Token);
            await Task.WhenAll(warmUps.Select(warmUp => RunAsync(warmUp, limit.Token)));
            Log.Warm(logger, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            // What a warm-up throws at its limit is anything that a call that is cut off throws.
            Log.GaveUp(logger, options.Value.Limit);
        }

        _warm = true;
    }

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    private async Task RunAsync(IWarmUp warmUp, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await warmUp.WarmUpAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotYet(logger, warmUp.GetType().Name, exception.GetType().Name);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 110, Level = LogLevel.Information, Message = "Warm after {Seconds:0.0} s")]
        public static partial void Warm(ILogger logger, double seconds);

        [LoggerMessage(EventId = 111, Level = LogLevel.Warning, Message = "Not warm after {Limit}; goes on cold")]
        public static partial void GaveUp(ILogger logger, TimeSpan limit);

        [LoggerMessage(EventId = 112, Level = LogLevel.Debug, Message = "{WarmUp} could not run yet ({ExceptionType})")]
        public static partial void NotYet(ILogger logger, string warmUp, string exceptionType);
    }
}
