using LeadPlatform.Messaging.Pacing;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Searching;

/// <summary>Works off the backlog of leads that can't be found yet. Any number of instances share it; it gives way to captures, and to leads that have no outcome yet.</summary>
internal sealed partial class SearchIndexer(SearchBatch batch, Pace pace, IOptions<SearchOptions> options, TimeProvider time, ILogger<SearchIndexer> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pause = options.Value.PollInterval;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkOffAsync(stoppingToken);
                pause = options.Value.PollInterval;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                pause = pause + pause < LongestPause ? pause + pause : LongestPause;
                Log.Interrupted(logger, exception.GetType().Name, pause.TotalMilliseconds);
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WorkOffAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var limit = await pace.NextBehindLeadsAsync(options.Value.BatchSize, stoppingToken);
            var (leads, waited) = await batch.IndexAsync(limit, stoppingToken);
            if (leads == 0)
            {
                SearchMetrics.CaughtUp();
                return;
            }

            SearchMetrics.Behind(waited.Max());
            SearchMetrics.Indexed.Add(leads);
            foreach (var wait in waited)
                SearchMetrics.Delay.Record(wait.TotalSeconds);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "The search index was interrupted by {ExceptionType}; it goes on in {PauseMs} ms")]
        public static partial void Interrupted(ILogger logger, string exceptionType, double pauseMs);
    }
}
