using System.Diagnostics.Metrics;
using LeadPlatform.ApiGateway.Limits;
using LeadPlatform.ApiGateway.Limits.Sharing;
using LeadPlatform.ApiGateway.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LeadPlatform.ApiGateway.Tests.Limits;

public sealed class RateBucketsTests : IDisposable
{
    private static readonly Rate TenASecond = new() { RequestsPerSecond = 10, Burst = 5 };
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LimitSettings _settings;
    private readonly Leases _alone;

    public RateBucketsTests()
    {
        var metrics = new GatewayMetrics(_services.GetRequiredService<IMeterFactory>());
        _settings = new LimitSettings(
            new ConfigurationBuilder().Build(), Options.Create(new LimitOptions { Tracked = 3 }), new LimitOptionsValidator(), metrics, NullLogger<LimitSettings>.Instance);
        _alone = new Leases(null, metrics, Options.Create(new SharingOptions()), _time, NullLogger<Leases>.Instance);
    }

    public void Dispose()
    {
        _settings.Dispose();
        _alone.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Past_the_capacity_newcomers_share_a_bucket_until_others_have_filled_up()
    {
        var buckets = Buckets();
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var caller = 0; caller < 3; caller++)
            Taken(buckets.Of(caller, TenASecond), 8).ShouldBe(5);

        buckets.Of(3, TenASecond).ShouldBeSameAs(buckets.Of(4, TenASecond));
        _time.Advance(TimeSpan.FromSeconds(2));
        buckets.Of(5, TenASecond).ShouldNotBeSameAs(buckets.Of(6, TenASecond));
    }

    [Fact]
    public void A_rate_that_has_changed_counts_at_once()
    {
        var buckets = Buckets();
        Taken(buckets.Of(1, TenASecond), 20).ShouldBe(5);

        Taken(buckets.Of(1, new Rate { RequestsPerSecond = 1000, Burst = 1000 }), 2000).ShouldBeInRange(499, 999);
    }

    private RateBuckets<int> Buckets() => new("caller", caller => $"{caller}", _settings, _ => TenASecond, _alone, _time);

    private static int Taken(RateBucket bucket, int tries) => Enumerable.Range(0, tries).Count(_ => bucket.TryTake(out var _));
}
