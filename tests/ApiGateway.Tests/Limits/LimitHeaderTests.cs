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
            ["Limits:Plans:gold:RequestsPerSecond"] = "4",
            ["Limits:Plans:gold:Burst"] = "10",
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
    public async Task A_named_plan_goes_before_the_keys_own_rate_and_without_either_the_default_counts()
    {
        _gateway.Keys.Add("lp_gold", _time, requestsPerSecond: 2, burst: 4, plan: "gold");
        _gateway.Keys.Add("lp_unknown_plan", _time, requestsPerSecond: 2, burst: 4, plan: "platinum");
        _gateway.Keys.Add("lp_no_plan", _time, requestsPerSecond: 0, burst: 0);
        (await LimitsAsync("lp_gold")).Policy.ShouldBe("\"caller\";q=12;w=3");
        (await LimitsAsync("lp_unknown_plan")).Policy.ShouldBe("\"caller\";q=4;w=2");
        (await LimitsAsync("lp_no_plan")).Policy.ShouldBe("\"caller\";q=1;w=2");
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
