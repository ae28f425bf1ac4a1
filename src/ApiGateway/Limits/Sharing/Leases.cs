using System.Threading.Channels;
using LeadPlatform.ApiGateway.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Limits.Sharing;

/// <summary>
/// Leases tokens from the buckets that all gateways share. One call to Redis is under way at a time and takes along whatever is asked for meanwhile, so the busier
/// the gateway, the fewer calls a request costs. Redis that does not answer is left alone and tried again in the background; nobody waits for it.
/// </summary>
internal sealed partial class Leases(RedisBuckets? buckets, GatewayMetrics metrics, IOptions<SharingOptions> options, TimeProvider time, ILogger<Leases> logger)
    : BackgroundService, IHealthCheck
{
    private readonly Channel<RateBucket> _asked = Channel.CreateBounded<RateBucket>(options.Value.QueueLimit);
    private volatile bool _shared;

    /// <summary>Whether the buckets in Redis decide.</summary>
    public bool AreShared => _shared;

    /// <summary>False: too many are waiting, or Redis is away.</summary>
    public bool TryAsk(RateBucket bucket)
    {
        if (!_shared || !_asked.Writer.TryWrite(bucket))
            return false;
        // Redis may have gone in between, and then nobody else looks.
        if (!_shared)
            Release();
        return true;
    }

    /// <summary>Degraded, not unhealthy, without Redis: each gateway limits by itself.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_shared || buckets is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("not connected; limits are kept by each gateway alone"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (buckets is null)
        {
            Log.Alone(logger);
            return;
        }

        var reported = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await buckets.ProbeAsync(stoppingToken);
                reported = false;
                Share(true);
                await AnswerAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                Share(false);
                if (!reported)
                    Log.Away(logger, exception.GetType().Name, options.Value.RetryAfter.TotalMilliseconds);
                reported = true;
            }

            await Task.Delay(options.Value.RetryAfter, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Share(false);
    }

    private async Task AnswerAsync(CancellationToken stoppingToken)
    {
        var batch = new List<RateBucket>(options.Value.BatchSize);
        var questions = new List<(int Owed, int Wanted)>(options.Value.BatchSize);
        while (await _asked.Reader.WaitToReadAsync(stoppingToken))
        {
            batch.Clear();
            questions.Clear();
            while (batch.Count < options.Value.BatchSize && _asked.Reader.TryRead(out var bucket))
            {
                batch.Add(bucket);
                questions.Add(bucket.Question());
            }

            try
            {
                var answers = await buckets!.TakeAsync(batch, questions, stoppingToken);
                metrics.LimitsShared(batch.Count);
                for (var i = 0; i < batch.Count; i++)
                    batch[i].Answered(questions[i].Owed, answers[i].Granted, answers[i].UntilFull);
            }
            catch
            {
                // First of all, so that those who are released go by the buckets in memory.
                Share(false);
                batch.ForEach(bucket => bucket.Unanswered());
                throw;
            }
        }
    }

    private void Share(bool shared)
    {
        if (_shared == shared)
            return;
        _shared = shared;
        metrics.SharesLimits(shared);
        if (shared)
            Log.Shared(logger);
        else
            Release();
    }

    /// <summary>Those who wait go by the buckets in memory.</summary>
    private void Release()
    {
        while (_asked.Reader.TryRead(out var bucket))
            bucket.Unanswered();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2300, Level = LogLevel.Information, Message = "Limits are shared with the other gateways from now on")]
        public static partial void Shared(ILogger logger);

        [LoggerMessage(EventId = 2301, Level = LogLevel.Warning, Message = "Redis does not answer ({ExceptionType}); this gateway limits by itself and tries again every {PauseMs} ms")]
        public static partial void Away(ILogger logger, string exceptionType, double pauseMs);

        [LoggerMessage(EventId = 2302, Level = LogLevel.Warning, Message = "ConnectionStrings:redis is not set: this gateway limits by itself, and several of them let through as many times the limit")]
        public static partial void Alone(ILogger logger);
    }
}
