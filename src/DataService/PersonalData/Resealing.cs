using LeadPlatform.Contracts.Ids;
using LeadPlatform.DataService.Reading;
using LeadPlatform.DataService.Storage;
using LeadPlatform.Messaging.Pacing;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.DataService.PersonalData;

/// <summary>
/// Brings the personal data of all leads under the platform's current key, oldest first: what was stored before there were seals, and what is wrapped under a
/// former key. One pass a key, by one instance at a time, going on where it stood and giving way to captures; reads know both meanwhile.
/// </summary>
internal sealed partial class Resealing(
    NpgsqlDataSource database, PersonalSeal seal, ResealingBatch batch, Pace pace, IOptions<ResealingOptions> options, TimeProvider time, ILogger<Resealing> logger)
    : BackgroundService
{
    /// <summary>Of a job in <see cref="JobProgress"/>, before the key's id.</summary>
    public const string Job = "reseal:";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (seal.Seals)
                    await GoOnAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Interrupted(logger, exception.GetType().Name, options.Value.Interval.TotalSeconds);
            }

            await Task.Delay(options.Value.Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task GoOnAsync(CancellationToken stoppingToken)
    {
        var job = Job + seal.CurrentKeyId;
        await using var only = await JobLock.TryTakeAsync(database, job, stoppingToken);
        var progress = await JobProgress.BeginAsync(database, job, time.GetUtcNow(), stoppingToken);
        // An instance that does not know the new key yet writes under the former one.
        var end = progress.StartedAt + options.Value.Overlap;
        var first = await batch.FirstAsync(stoppingToken);
        ResealingMetrics.Progress(progress.EndedAt is null ? Share(first, progress.Position, end) : 1);
        if (only is null || progress.EndedAt is not null)
            return;

        // What is captured meanwhile is under the new key already, but for that of such an instance: it is looked at once, in the end.
        var bound = time.GetUtcNow() > end ? end : progress.StartedAt;
        // Where a key becomes the current one again, its pass begins anew.
        await JobProgress.ForgetOthersAsync(database, Job, job, stoppingToken);
        for (var (position, leads) = (progress.Position, -1); job == Job + seal.CurrentKeyId;)
        {
            var limit = await pace.NextBehindLeadsAsync(options.Value.BatchSize, stoppingToken);
            (position, leads) = await batch.RenewAsync(job, position, LeadCursor.FirstOf(bound), limit, stoppingToken);
            ResealingMetrics.Progress(Share(first, position, end));
            if (leads == limit)
                continue;
            if (bound == end)
            {
                await JobProgress.EndAsync(database, job, time.GetUtcNow(), stoppingToken);
                ResealingMetrics.Progress(1);
                Log.Ended(logger, seal.CurrentKeyId);
            }

            return;
        }
    }

    /// <summary>How much of the time since the first lead has been gone through: ids tell the time, and counting the leads would cost as much as looking at them.</summary>
    private static double Share(Guid first, Guid position, DateTimeOffset end) =>
        TimedId.TimeOf(first) is { } from && TimedId.TimeOf(position) is { } at && end > from ? Math.Clamp((at - from) / (end - from), 0, 0.99) : 0;

    private static partial class Log
    {
        [LoggerMessage(EventId = 2501, Level = LogLevel.Information, Message = "All personal data is sealed under key {KeyId}")]
        public static partial void Ended(ILogger logger, string keyId);

        [LoggerMessage(EventId = 2502, Level = LogLevel.Warning, Message = "Resealing was interrupted by {ExceptionType}; it goes on in {Seconds} s")]
        public static partial void Interrupted(ILogger logger, string exceptionType, double seconds);
    }
}
