using LeadPlatform.Messaging.DeadLettering;
using Microsoft.Extensions.Options;
using NATS.Client.Core;

namespace LeadPlatform.DataService.DeadLetters;

/// <summary>Counts the dead letters for the metric.</summary>
internal sealed class DeadLetterWatch(DeadLetterStore store, IOptions<DeadLetterOptions> options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                DeadLetterMetrics.Waiting(await store.CountAsync(stoppingToken));
            }
            catch (Exception exception) when (exception is NatsException or OperationCanceledException)
            {
                // Without NATS the count is the last one known; the health check tells of it.
            }

            await Task.Delay(options.Value.CountInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
