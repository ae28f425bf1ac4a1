using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.TestHost;

namespace LeadPlatform.ApiGateway.Tests.Edge;

public sealed class MetricsTests
{
    [Fact]
    public async Task Requests_are_counted_by_route_and_status_class_and_keys_by_result()
    {
        await using var gateway = await GatewayHost.StartAsync(new() { ["Limits:FailedCredentials:Burst"] = "1", ["Limits:FailedCredentials:RequestsPerSecond"] = "0.01" });
        using var counted = CountedMetrics.Of(gateway);
        gateway.Keys.Add("lp_counted_key");
        foreach (var (path, key) in new[] { ("/v1/leads", "lp_counted_key"), ("/v1/leads", "lp_counted_key"), ("/v1/me", "lp_no_1"), ("/v1/me", "lp_no_2"), ("/internal/x", null) })
            (await gateway.GetAsync(path, key: key)).Dispose();

        string[] expected =
        [
            "requests route=leads status=2xx", "requests route=leads status=2xx", "requests route=api status=4xx", "requests route=api status=4xx", "requests route=gateway status=4xx",
            "key.lookups result=miss", "key.lookups result=hit", "key.lookups result=unknown", "limited reason=failed_credential",
        ];
        await Eventually.HoldsAsync(() => counted.Seen.Count >= expected.Length);
        counted.Seen.ShouldBe(expected, ignoreOrder: true);
    }
}
