using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.ApiGateway.Tests.Edge;

public sealed class MetricsTests
{
    [Fact]
    public async Task Requests_are_counted_by_route_and_status_class_and_keys_by_result()
    {
        await using var gateway = await GatewayHost.StartAsync(new() { ["Limits:FailedCredentials:Burst"] = "1", ["Limits:FailedCredentials:RequestsPerSecond"] = "0.01" });
        var counted = new ConcurrentBag<string>();
        using var listener = Listen(gateway.Services.GetRequiredService<IMeterFactory>(), counted);
        gateway.Keys.Add("lp_counted_key");
        foreach (var (path, key) in new[] { ("/v1/leads", "lp_counted_key"), ("/v1/leads", "lp_counted_key"), ("/v1/me", "lp_no_1"), ("/v1/me", "lp_no_2"), ("/internal/x", null) })
            (await gateway.GetAsync(path, key: key)).Dispose();

        string[] expected =
        [
            "requests route=leads status=2xx", "requests route=leads status=2xx", "requests route=api status=4xx", "requests route=api status=4xx", "requests route=gateway status=4xx",
            "key.lookups result=miss", "key.lookups result=hit", "key.lookups result=unknown", "limited reason=failed_credential",
        ];
        await Eventually.HoldsAsync(() => counted.Count >= expected.Length);
        counted.ShouldBe(expected, ignoreOrder: true);
    }

    private static MeterListener Listen(IMeterFactory meters, ConcurrentBag<string> counted)
    {
        var own = meters.Create("LeadPlatform.Gateway");
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, own))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
            counted.Add($"{instrument.Name["leadplatform.gateway.".Length..]} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();
        return listener;
    }
}
