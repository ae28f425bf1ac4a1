using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NATS.Client.Core;

namespace LeadPlatform.Messaging.Pacing;

/// <summary>
/// Carries the request to give way between services over plain NATS, without guarantee: one that is lost is repeated within 100 ms, and without any everybody
/// goes at full speed.
/// </summary>
public sealed partial class PaceSignal(INatsConnection connection, Pace pace, IOptions<PacingOptions> options, TimeProvider time, ILogger<PaceSignal> logger) : BackgroundService
{
    private const string Subject = "signals.give-way.v1";

    /// <summary>Asks every service to give way for <see cref="PacingOptions.Hold"/>. Returns at once where NATS is away.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        pace.GiveWay();
        if (options.Value.Enabled && connection.ConnectionState == NatsConnectionState.Open)
            await connection.PublishAsync(Subject, cancellationToken: cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (options.Value.Enabled && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var _ in connection.SubscribeAsync(Subject, serializer: NatsRawSerializer<byte[]>.Default, cancellationToken: stoppingToken))
                    pace.GiveWay();
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Interrupted(logger, exception);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 230, Level = LogLevel.Warning, Message = "The subscription to requests to give way was interrupted; it is made again")]
        public static partial void Interrupted(ILogger logger, Exception exception);
    }
}
