using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ServiceDefaults.Callers;

/// <summary>
/// Keeps the <see cref="RevocationList"/> up to date. While it can't be read the list known stays: tokens live for minutes, and the platform goes on without
/// Backend.
/// </summary>
internal sealed partial class RevocationWatch(
    IRevokedTokenReader reader, RevocationList list, IOptions<IdentityOptions> identity, TimeProvider time, ILogger<RevocationWatch> logger) : BackgroundService
{
    private bool _interrupted;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(identity.Value.RevocationInterval, time);
        do
        {
            try
            {
                list.Replace(await reader.ReadAsync(stoppingToken));
                if (_interrupted)
                    Log.ReadAgain(logger);
                _interrupted = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_interrupted)
                    Log.NotRead(logger, exception.GetType().Name);
                _interrupted = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 130, Level = LogLevel.Information, Message = "Revoked tokens can't be read ({Error}): those known are refused, further ones until they expire are not")]
        public static partial void NotRead(ILogger logger, string error);

        [LoggerMessage(EventId = 131, Level = LogLevel.Information, Message = "Revoked tokens are read again")]
        public static partial void ReadAgain(ILogger logger);
    }
}
