using LeadPlatform.ApiGateway.Telemetry;
using Yarp.ReverseProxy.Configuration;

namespace LeadPlatform.ApiGateway.Upstreams;

/// <summary>Tells what became of a change of the routes; requests under way go on by the ones they came with.</summary>
internal sealed partial class RouteChanges(GatewayMetrics metrics, ILogger<RouteChanges> logger) : IConfigChangeListener
{
    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception) => Refused(exception);

    public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception) => Refused(exception);

    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
    }

    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs) => metrics.Reloaded("routes", "applied");

    private void Refused(Exception exception)
    {
        Log.Refused(logger, string.Join(' ', Reasons(exception)));
        metrics.Reloaded("routes", "refused");
    }

    private static IEnumerable<string> Reasons(Exception exception) => exception switch
    {
        AggregateException all => all.InnerExceptions.SelectMany(Reasons),
        { InnerException: { } inner } => [exception.Message, .. Reasons(inner)],
        _ => [exception.Message],
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 2400, Level = LogLevel.Error, Message = "The changed routes are wrong and the former ones hold on: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
