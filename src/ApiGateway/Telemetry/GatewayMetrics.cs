using System.Diagnostics.Metrics;
using Yarp.ReverseProxy.Model;

namespace LeadPlatform.ApiGateway.Telemetry;

/// <summary>Meter <c>LeadPlatform.Gateway</c>. Labels come from fixed sets: routes of the configuration, status classes, reasons.</summary>
internal sealed class GatewayMetrics
{
    private static readonly string[] StatusClasses = ["other", "1xx", "2xx", "3xx", "4xx", "5xx"];

    private readonly Tally<(string Route, string Status)> _requests = new(key => [new("route", key.Route), new("status", key.Status)]);
    private readonly Tally<string> _keyLookups = new(result => [new("result", result)]);
    private readonly Counter<long> _limited;
    private readonly Counter<long> _upstreamFailures;
    private readonly Counter<long> _shed;
    private readonly Counter<long> _leases;
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _originReads;
    private int _sharesLimits;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("LeadPlatform.Gateway");
        meter.CreateObservableCounter("leadplatform.gateway.requests", () => _requests.Read(), "{request}", "Answered requests by route and status class.");
        meter.CreateObservableCounter("leadplatform.gateway.key.lookups", () => _keyLookups.Read(), "{lookup}", "API keys looked up, by result: hit, stale, miss, unknown, unavailable.");
        _limited = meter.CreateCounter<long>("leadplatform.gateway.limited", "{request}", "Requests refused by a limit: caller, anonymous, address, failed_credential, streams.");
        _upstreamFailures = meter.CreateCounter<long>("leadplatform.gateway.upstream.failures", "{request}", "Requests that a service behind the gateway did not answer, by cluster and error.");
        _shed = meter.CreateCounter<long>("leadplatform.gateway.shed", "{request}", "Requests refused because more were under way than can be served: captures, requests, circuit.");
        _leases = meter.CreateCounter<long>("leadplatform.gateway.limit.leases", "{lease}", "Leases of tokens that the gateway took from the limits it shares with others.");
        _reloads = meter.CreateCounter<long>("leadplatform.gateway.config.reloads", "{reload}", "Changes of the configuration, by section (routes, limits) and result: applied; refused (the former one holds on).");
        _originReads = meter.CreateCounter<long>("leadplatform.gateway.origins.reads", "{read}", "Times the sources' origins were asked for, by result: read; failed (those read last hold on).");
        meter.CreateObservableGauge("leadplatform.gateway.limit.shared", () => Volatile.Read(ref _sharesLimits), "{connection}", "1 while limits are shared with the other gateways, 0 while this one limits by itself.");
    }

    /// <param name="what">captures, requests or circuit.</param>
    public void Shed(string what) => _shed.Add(1, new KeyValuePair<string, object?>("what", what));

    public void LimitsShared(int leases) => _leases.Add(leases);

    public void SharesLimits(bool shared) => Volatile.Write(ref _sharesLimits, shared ? 1 : 0);

    /// <param name="result">read or failed.</param>
    public void OriginsRead(string result) => _originReads.Add(1, new KeyValuePair<string, object?>("result", result));

    public void Reloaded(string section, string result) => _reloads.Add(1, new("section", section), new("result", result));

    public void Answered(HttpContext context, int status)
    {
        var endpoint = context.GetEndpoint();
        var route = endpoint is null
            ? "none"
            : endpoint.Metadata.GetMetadata<RouteModel>()?.Config.RouteId ?? endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "gateway";
        _requests.Add((route, StatusClasses[status is >= 100 and < 600 ? status / 100 : 0]));
    }

    public void KeyLookedUp(string result) => _keyLookups.Add(result);

    public void Limited(string reason) => _limited.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void UpstreamFailed(string cluster, string error) => _upstreamFailures.Add(1, new("cluster", cluster), new("error", error));
}

internal static class GatewayMetricsExtensions
{
    public static void AddGatewayMetrics(this WebApplicationBuilder builder) => builder.Services.AddSingleton<GatewayMetrics>();
}
