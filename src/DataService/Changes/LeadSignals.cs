using System.Text.Json;
using NATS.Client.Core;

namespace LeadPlatform.DataService.Changes;

/// <summary>
/// Carries signals between the instances over plain NATS: fast and without guarantee. Whoever waits for one has another way to learn the same
/// (a waiting capture reads the lead at its deadline, a stream's client reloads after a reconnect).
/// </summary>
internal sealed partial class LeadSignals(INatsConnection connection, LeadChangeHub hub, TimeProvider time, ILogger<LeadSignals> logger) : BackgroundService
{
    private const string Subject = "signals.leads.v1";

    public async Task AnnounceAsync(LeadSignal[] signals, CancellationToken cancellationToken)
    {
        if (signals.Length == 0)
            return;
        var body = JsonSerializer.SerializeToUtf8Bytes(signals, ChangesJson.Default.LeadSignalArray);
        await connection.PublishAsync(Subject, body, serializer: NatsRawSerializer<byte[]>.Default, cancellationToken: cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var message in connection.SubscribeAsync(Subject, serializer: NatsRawSerializer<byte[]>.Default, cancellationToken: stoppingToken))
                {
                    foreach (var signal in JsonSerializer.Deserialize(message.Data, ChangesJson.Default.LeadSignalArray) ?? [])
                        hub.Publish(signal);
                }
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
        [LoggerMessage(EventId = 1300, Level = LogLevel.Warning, Message = "The subscription to lead signals was interrupted; it is made again")]
        public static partial void Interrupted(ILogger logger, Exception exception);
    }
}
