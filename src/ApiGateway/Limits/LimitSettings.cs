using LeadPlatform.ApiGateway.Telemetry;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>The limits as they are now: they follow the configuration, and where that is wrong they stay as they were.</summary>
internal sealed partial class LimitSettings : IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly IValidateOptions<LimitOptions> _validator;
    private readonly GatewayMetrics _metrics;
    private readonly ILogger<LimitSettings> _logger;
    private readonly IDisposable _changes;
    private volatile LimitOptions _now;

    public LimitSettings(IConfiguration configuration, IOptions<LimitOptions> start, IValidateOptions<LimitOptions> validator, GatewayMetrics metrics, ILogger<LimitSettings> logger)
    {
        (_configuration, _validator, _metrics, _logger, _now) = (configuration, validator, metrics, logger, start.Value);
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, Read);
    }

    public LimitOptions Now => _now;

    public void Dispose() => _changes.Dispose();

    private void Read()
    {
        var changed = new LimitOptions();
        try
        {
            _configuration.GetSection(LimitOptions.Section).Bind(changed);
        }
        catch (InvalidOperationException exception)
        {
            Refuse(exception.Message);
            return;
        }

        if (_validator.Validate(null, changed) is { Failed: true } wrong)
        {
            Refuse(wrong.FailureMessage);
            return;
        }

        _now = changed;
        _metrics.Reloaded("limits", "applied");
    }

    private void Refuse(string reason)
    {
        Log.Refused(_logger, reason);
        _metrics.Reloaded("limits", "refused");
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2310, Level = LogLevel.Error, Message = "The changed limits are wrong and the former ones hold on: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
