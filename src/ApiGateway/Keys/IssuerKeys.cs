using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Keys;

/// <summary>
/// Reads the issuer's keys as soon as Backend answers, so that no request has to wait for them: until then tokens are answered 503 at once.
/// From then on they are kept, and read again in the background.
/// </summary>
internal sealed partial class IssuerKeys(IOptionsMonitor<JwtBearerOptions> options, TimeProvider time, ILogger<IssuerKeys> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private volatile bool _read;

    public bool AreRead => _read;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var jwt = options.Get(JwtBearerDefaults.AuthenticationScheme);
        while (!_read)
        {
            try
            {
                await jwt.ConfigurationManager!.GetConfigurationAsync(stoppingToken);
                _read = true;
                Log.Read(logger);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotRead(logger, exception.GetType().Name);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2002, Level = LogLevel.Information, Message = "The issuer's keys are read: tokens can be validated")]
        public static partial void Read(ILogger logger);

        [LoggerMessage(EventId = 2003, Level = LogLevel.Debug, Message = "The issuer's keys can't be read yet: {Error}")]
        public static partial void NotRead(ILogger logger, string error);
    }
}
