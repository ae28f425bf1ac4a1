using LeadPlatform.Messaging.Pacing;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Graph.Feeding;

/// <summary>Works off the backlog of the graph. Any number of instances share it; it gives way to captures, and to leads that have no outcome yet.</summary>
internal sealed partial class GraphFeeder(GraphBacklog backlog, ILeadGraph graph, Pace pace, IOptions<GraphOptions> options, TimeProvider time, ILogger<GraphFeeder> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var (pause, prepared) = (options.Value.PollInterval, false);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!prepared)
                    await graph.PrepareAsync(stoppingToken);
                prepared = true;
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
            var (leads, waited) = await backlog.WriteAsync(limit, stoppingToken);
            if (leads == 0)
            {
                GraphMetrics.CaughtUp();
                return;
            }

            GraphMetrics.Behind(waited.Max());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1501, Level = LogLevel.Warning, Message = "The graph can not be written ({ExceptionType}); it goes on in {PauseMs} ms, and no lead is left out")]
        public static partial void Interrupted(ILogger logger, string exceptionType, double pauseMs);
    }
}
