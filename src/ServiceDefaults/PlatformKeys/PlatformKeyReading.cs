using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ServiceDefaults.PlatformKeys;

/// <summary>Reads the keys before anything starts, and again for as long as the service runs: a new version needs no restart.</summary>
internal sealed partial class PlatformKeyReading(PlatformKeyRing keys, IOptions<PlatformKeyOptions> options, TimeProvider time, ILogger<PlatformKeyReading> logger)
    : BackgroundService, IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => keys.LoadAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.ReadEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var before = keys.Current.Id;
                await keys.LoadAsync(stoppingToken);
                if (keys.Current.Id != before)
                    Log.Changed(logger, keys.Current.Id);
            }
            catch (InvalidOperationException exception)
            {
                Log.Unusable(logger, exception.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 120, Level = LogLevel.Information, Message = "Secrets are wrapped with platform key {KeyId} from now on")]
        public static partial void Changed(ILogger logger, string keyId);

        [LoggerMessage(EventId = 121, Level = LogLevel.Warning, Message = "The platform's keys were not read again, those known stay: {Reason}")]
        public static partial void Unusable(ILogger logger, string reason);
    }
}
