using LeadPlatform.Messaging.Pacing;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Capture;

/// <summary>
/// Watches how many leads wait for their commit, and asks whatever shares the machine to give way while they are many. By Little's law the average number
/// that waits is the rate times the time each takes, so it rises when the machine has no more to give, and the work behind the scenes is what can wait.
/// </summary>
internal sealed partial class CapturePressure(CaptureQueue queue, PaceSignal pace, IOptions<CaptureOptions> options, TimeProvider time, ILogger<CapturePressure> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Weight of one look: the average covers the last 200 ms or so.</summary>
    private const double Weight = 0.1;

    private const int LooksPerRequest = 5;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var (average, looks) = (0d, 0);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            average += Weight * (queue.Unsettled - average);
            if (++looks % LooksPerRequest == 0 && average >= options.Value.GiveWayFrom)
                await AskAsync(stoppingToken);
        }
    }

    private async Task AskAsync(CancellationToken stoppingToken)
    {
        try
        {
            await pace.AskAsync(stoppingToken);
            CaptureMetrics.GaveWay.Add(1);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.NotAsked(logger, exception.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1110, Level = LogLevel.Warning, Message = "Could not ask the services to give way to captures ({ExceptionType})")]
        public static partial void NotAsked(ILogger logger, string exceptionType);
    }
}
