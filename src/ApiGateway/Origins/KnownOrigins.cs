using LeadPlatform.ApiGateway.Telemetry;
using LeadPlatform.ServiceDefaults.WarmUp;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Origins;

/// <summary>
/// The sources' origins, read whole every few seconds: a browser asks about an origin before it sends any credential, so they can't come with the key alone. While Backend
/// does not answer, what it said last holds.
/// </summary>
internal sealed partial class KnownOrigins : BackgroundService, IWarmUp
{
    private readonly Func<OriginReader> _reader;
    private readonly OriginOptions _options;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<KnownOrigins> _logger;
    private volatile OwnedOrigins _now;
    private bool _away;

    public KnownOrigins(Func<OriginReader> reader, IOptions<OriginOptions> options, GatewayMetrics metrics, TimeProvider time, ILogger<KnownOrigins> logger)
    {
        (_reader, _options, _metrics, _time, _logger) = (reader, options.Value, metrics, time, logger);
        _now = new OwnedOrigins(_options, new([]));
    }

    public OwnedOrigins Now => _now;

    public Task WarmUpAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.ReadEvery, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryReadAsync(stoppingToken);
    }

    private async Task ReadAsync(CancellationToken cancellationToken) => _now = new OwnedOrigins(_options, await _reader().ReadAsync(cancellationToken));

    private async Task TryReadAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            limit.CancelAfter(_options.ReadTimeout);
            await ReadAsync(limit.Token);
            _metrics.OriginsRead("read");
            _away = false;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            _metrics.OriginsRead("failed");
            if (!_away)
                Log.NotRead(_logger, exception.GetType().Name);
            _away = true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2320, Level = LogLevel.Warning, Message = "The sources' origins can't be read ({Error}); those that were read last hold on")]
        public static partial void NotRead(ILogger logger, string error);
    }
}
