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
            "requests route=leads status=2xx × 2", "requests route=api status=4xx × 2", "requests route=gateway status=4xx × 1",
            "key.lookups result=miss × 1", "key.lookups result=hit × 1", "key.lookups result=unknown × 1", "limited reason=failed_credential × 1",
        ];
        await Eventually.HoldsAsync(() => expected.All(counted.Seen.Contains));
        counted.Seen.ShouldBe(expected, ignoreOrder: true);
    }
}
