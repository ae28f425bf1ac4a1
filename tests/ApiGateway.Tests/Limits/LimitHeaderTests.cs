using System.Net;
using LeadPlatform.ApiGateway.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace LeadPlatform.ApiGateway.Tests.Limits;

public sealed class LimitHeaderTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(
        new()
        {
            ["Limits:Source:RequestsPerSecond"] = "0.5",
            ["Limits:Source:Burst"] = "1",
            ["Limits:FailedCredentials:RequestsPerSecond"] = "0.1",
            ["Limits:FailedCredentials:Burst"] = "1",
            ["Limits:Address:RequestsPerSecond"] = "1",
            ["Limits:Address:Burst"] = "8",
        },
        _time);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Every_answer_tells_the_limit_and_what_is_left_of_it()
    {
        _gateway.Keys.Add("lp_told", _time, requestsPerSecond: 2, burst: 4);
        (await LimitsAsync("lp_told")).ShouldBe((200, "\"caller\";q=4;w=2", "\"caller\";r=3;t=1", null));
        (await LimitsAsync("lp_told")).ShouldBe((200, "\"caller\";q=4;w=2", "\"caller\";r=2;t=1", null));
        await LimitsAsync("lp_told");
        (await LimitsAsync("lp_told")).ShouldBe((200, "\"caller\";q=4;w=2", "\"caller\";r=0;t=2", null));
        (await LimitsAsync("lp_told")).ShouldBe((429, "\"caller\";q=4;w=2", "\"caller\";r=0;t=1", "1"));
    }

    [Fact]
    public async Task A_source_without_a_rate_has_the_default_for_sources()
    {
        _gateway.Keys.Add("lp_no_rate", _time, requestsPerSecond: 0, burst: 0);
        (await LimitsAsync("lp_no_rate")).Policy.ShouldBe("\"caller\";q=1;w=2");
    }

    [Fact]
    public async Task Another_plan_of_a_source_holds_within_five_seconds()
    {
        var source = _gateway.Keys.Add("lp_upgraded", _time, requestsPerSecond: 2, burst: 4).SourceId;
        (await LimitsAsync("lp_upgraded")).Policy.ShouldBe("\"caller\";q=4;w=2");

        _gateway.Keys.Add("lp_upgraded", _time, requestsPerSecond: 4, burst: 10, sourceId: source);
        _time.Advance(TimeSpan.FromSeconds(5));

        (await LimitsAsync("lp_upgraded")).Policy.ShouldBe("\"caller\";q=12;w=3");
    }

    [Fact]
    public async Task A_refused_credential_tells_the_limit_of_those()
    {
        await LimitsAsync("lp_wrong");
        (await LimitsAsync("lp_wrong_too")).ShouldBe((429, "\"failed_credential\";q=1;w=10", "\"failed_credential\";r=0;t=10", "10"));
    }

    [Fact]
    public async Task One_address_has_a_limit_over_everything_it_sends()
    {
        _gateway.Keys.Add("lp_busy", _time);
        for (var i = 0; i < 8; i++)
            (await LimitsAsync("lp_busy")).Status.ShouldBe(200);
        (await LimitsAsync("lp_busy")).ShouldBe((429, "\"address\";q=8;w=8", "\"address\";r=0;t=1", "1"));
        _time.Advance(TimeSpan.FromSeconds(1));
        (await LimitsAsync("lp_busy")).Status.ShouldBe(200);
    }

    private async Task<(int Status, string Policy, string Left, string? RetryAfter)> LimitsAsync(string key)
    {
        using var answer = await _gateway.GetAsync("/v1/leads", key: key);
        return ((int)answer.StatusCode, answer.Headers.GetValues("RateLimit-Policy").Single(), answer.Headers.GetValues("RateLimit").Single(), answer.Headers.RetryAfter?.ToString());
    }
}
