using System.Diagnostics;
using System.Net;
using LeadPlatform.ApiGateway.Limits.Sharing;
using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.ApiGateway.Tests.Limits;

/// <summary>Two gateways on one Redis.</summary>
public sealed class SharedLimitTests : IAsyncLifetime
{
    private RedisServer _redis = null!;
    private GatewayHost _one = null!;
    private GatewayHost _other = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:redis"] = _redis.ConnectionString,
            ["Limits:FailedCredentials:RequestsPerSecond"] = "0.01",
            ["Limits:FailedCredentials:Burst"] = "400",
            // Hundreds of requests at once keep a test machine busy for longer than Redis may take.
            ["Limits:Sharing:CallTimeout"] = "00:00:02",
            ["Limits:Sharing:RetryAfter"] = "00:00:00.1",
        };
        (_one, _other) = (await GatewayHost.StartAsync(settings), await GatewayHost.StartAsync(settings));
        await Eventually.HoldsAsync(() => Shares(_one) && Shares(_other));
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Together_they_let_through_within_ten_percent_what_one_would()
    {
        const int Burst = 300, PerSecond = 100;
        AddToBoth("lp_shared_plan", PerSecond, Burst);
        var started = Stopwatch.GetTimestamp();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        var passed = await Task.WhenAll(new[] { _one, _one, _one, _other, _other, _other }.Select(gateway => PassedAsync(gateway, "lp_shared_plan", end.Token)));

        var fair = Burst + (PerSecond * Stopwatch.GetElapsedTime(started).TotalSeconds);
        ((double)passed.Sum()).ShouldBeInRange(fair * 0.9, fair * 1.1);
    }

    [Theory]
    [InlineData("lp_large_burst", 400)]
    [InlineData("lp_small_burst", 10)]
    public async Task A_burst_at_both_at_once_passes_once(string key, int burst)
    {
        AddToBoth(key, 1, burst);
        // Both know the key; what follows is about its limit alone.
        (await _one.StatusAsync("/v1/leads", key: key)).ShouldBe(HttpStatusCode.OK);
        (await _other.StatusAsync("/v1/leads", key: key)).ShouldBe(HttpStatusCode.OK);
        var statuses = await Task.WhenAll(Enumerable.Range(0, burst * 2).Select(number => (number % 2 == 0 ? _one : _other).StatusAsync("/v1/leads", key: key)));

        var passed = 2 + statuses.Count(status => status == HttpStatusCode.OK);
        passed.ShouldBeInRange((int)(burst * 0.9), (int)Math.Ceiling(burst * 1.1) + 3);
    }

    [Fact]
    public async Task Wrong_keys_at_both_count_together()
    {
        var wrong = 0;
        for (var i = 0; i < 500; i++)
            wrong += await (i % 2 == 0 ? _one : _other).StatusAsync("/v1/leads", key: $"lp_wrong_{i}") == HttpStatusCode.Unauthorized ? 1 : 0;

        wrong.ShouldBeInRange(360, 440);
    }

    [Fact]
    public async Task Without_redis_each_limits_by_itself_and_nobody_waits_and_when_it_is_back_they_share_again()
    {
        AddToBoth("lp_alone", 1, 20);
        await _redis.Handle.StopAsync();
        await Eventually.HoldsAsync(async () =>
        {
            await _one.StatusAsync("/v1/leads", key: "lp_alone");
            return !Shares(_one);
        });
        AddToBoth("lp_alone_too", 1, 20);
        var watch = Stopwatch.StartNew();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => _one.StatusAsync("/v1/leads", key: "lp_alone_too")));

        statuses.Count(status => status == HttpStatusCode.OK).ShouldBeInRange(20, 24);
        statuses.Where(status => status != HttpStatusCode.OK).ShouldAllBe(status => status == HttpStatusCode.TooManyRequests);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));

        await _redis.Handle.StartAsync();
        await Eventually.HoldsAsync(() => Shares(_one));
        (await _one.StatusAsync("/v1/agents", _one.ManagerToken())).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_redis_that_hangs_holds_nobody_up_for_long()
    {
        await _redis.Handle.FreezeAsync();
        try
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 20; i++)
                (await _one.StatusAsync("/v1/agents", _one.ManagerToken())).ShouldBe(HttpStatusCode.OK);
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
        }
        finally
        {
            await _redis.Handle.ThawAsync();
        }
    }

    private static bool Shares(GatewayHost gateway) => gateway.Services.GetRequiredService<Leases>().AreShared;

    private void AddToBoth(string key, int requestsPerSecond, int burst)
    {
        var source = Guid.CreateVersion7();
        foreach (var gateway in new[] { _one, _other })
            gateway.Keys.Add(key, requestsPerSecond: requestsPerSecond, burst: burst, sourceId: source);
    }

    private static async Task<int> PassedAsync(GatewayHost gateway, string key, CancellationToken end)
    {
        var passed = 0;
        while (!end.IsCancellationRequested)
            passed += await gateway.StatusAsync("/v1/leads", key: key) == HttpStatusCode.OK ? 1 : 0;
        return passed;
    }
}
