using System.Collections.Concurrent;
using System.Net;
using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.ApiGateway.Tests.Upstreams;

public sealed class ReloadTests : IAsyncLifetime
{
    private GatewayHost _gateway = null!;
    private CountedMetrics _reloads = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayHost.StartAsync(new() { ["Limits:Manager:RequestsPerSecond"] = "0.01", ["Limits:Manager:Burst"] = "2" });
        _reloads = CountedMetrics.Of(_gateway, "config.reloads");
    }

    public ValueTask DisposeAsync()
    {
        _reloads.Dispose();
        return _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Wrong_routes_leave_the_former_ones_and_are_counted()
    {
        _gateway.Change("ReverseProxy:Routes:leads:ClusterId", "nowhere");
        await Eventually.HoldsAsync(() => _reloads.Count("config.reloads section=routes result=refused") > 0);

        (await Seen.In(await _gateway.GetAsync("/v1/leads", _gateway.ManagerToken()))).Service.ShouldBe("dataservice");
    }

    [Fact]
    public async Task A_change_of_the_routes_counts_for_the_next_request_and_the_one_under_way_goes_on()
    {
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        _gateway.DataService.Answers["/v1/leads/held"] = async context =>
        {
            arrived.SetResult();
            await release.Task;
            await context.Response.WriteAsync("held");
        };
        var held = _gateway.GetAsync("/v1/leads/held", _gateway.ManagerToken());
        await arrived.Task;
        _gateway.Change("ReverseProxy:Routes:leads:ClusterId", "backend");
        await Eventually.HoldsAsync(async () => (await Seen.In(await _gateway.GetAsync("/v1/leads/next", _gateway.ManagerToken()))).Service == "backend");
        release.SetResult();

        (await (await held).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("held");
    }

    [Fact]
    public async Task Wrong_limits_leave_the_former_ones_and_right_ones_count_at_once()
    {
        _gateway.Change("Limits:Manager:Burst", "0");
        await Eventually.HoldsAsync(() => _reloads.Count("config.reloads section=limits result=refused") > 0);
        (await PassedAsync(_gateway.ManagerToken())).ShouldBe(2);
        _gateway.Change("Limits:Manager:Burst", "many");
        await Eventually.HoldsAsync(() => _reloads.Count("config.reloads section=limits result=refused") > 1);
        (await PassedAsync(_gateway.ManagerToken())).ShouldBe(2);
        _gateway.Change("Limits:Manager:Burst", "4");

        (await PassedAsync(_gateway.ManagerToken())).ShouldBe(4);
    }

    private async Task<int> PassedAsync(string token)
    {
        var passed = 0;
        for (var i = 0; i < 6; i++)
            passed += await _gateway.StatusAsync("/v1/leads", token) == HttpStatusCode.OK ? 1 : 0;
        return passed;
    }
}
