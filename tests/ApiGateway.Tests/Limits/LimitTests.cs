using System.Net;
using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using Microsoft.Extensions.Time.Testing;

namespace LeadPlatform.ApiGateway.Tests.Limits;

public sealed class LimitTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(
        new()
        {
            ["Limits:Anonymous:RequestsPerSecond"] = "1",
            ["Limits:Anonymous:Burst"] = "5",
            ["Limits:FailedCredentials:RequestsPerSecond"] = "1",
            ["Limits:FailedCredentials:Burst"] = "8",
            ["Limits:Manager:RequestsPerSecond"] = "0.1",
            ["Limits:Manager:Burst"] = "3",
        },
        _time);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_source_gets_the_rate_of_its_plan()
    {
        _gateway.Keys.Add("lp_small_plan", _time, requestsPerSecond: 2, burst: 4);
        _gateway.Keys.Add("lp_large_plan", _time, requestsPerSecond: 100, burst: 100);

        (await StatusesAsync(6, "lp_small_plan")).ShouldBe([200, 200, 200, 200, 429, 429]);
        (await StatusesAsync(6, "lp_large_plan")).ShouldBe([200, 200, 200, 200, 200, 200]);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await StatusesAsync(3, "lp_small_plan")).ShouldBe([200, 200, 429]);
    }

    [Fact]
    public async Task A_source_can_not_double_its_rate_with_a_second_credential()
    {
        var plan = _gateway.Keys.Add("lp_doubled_plan", _time, requestsPerSecond: 1, burst: 2);
        (await StatusesAsync(2, "lp_doubled_plan")).ShouldBe([200, 200]);
        using var answer = await _gateway.GetAsync("/v1/leads", _gateway.Issuer.Token(Roles.Source, sourceId: plan.SourceId));

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_user_gets_the_rate_of_the_role_and_is_told_when_to_come_back()
    {
        var (one, other) = (_gateway.ManagerToken(), _gateway.ManagerToken());
        for (var i = 0; i < 3; i++)
            (await _gateway.GetAsync("/v1/leads", one)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var answer = await _gateway.GetAsync("/v1/leads", one);

        await answer.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "rate_limited");
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        (await _gateway.GetAsync("/v1/leads", other)).StatusCode.ShouldBe(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromSeconds(10));
        (await _gateway.GetAsync("/v1/leads", one)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_without_a_credential_are_limited_by_address_and_others_are_not()
    {
        var statuses = new List<int>();
        for (var i = 0; i < 7; i++)
            statuses.Add((int)(await _gateway.GetAsync("/")).StatusCode);
        using var known = await _gateway.GetAsync("/", _gateway.ManagerToken());

        statuses.ShouldBe([200, 200, 200, 200, 200, 429, 429]);
        known.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Wrong_credentials_from_one_address_end_in_429_and_right_ones_pass_on()
    {
        _gateway.Keys.Add("lp_right_key", _time);
        (await _gateway.GetAsync("/v1/leads", key: "lp_right_key")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var statuses = new List<int>();
        for (var i = 0; i < 12; i++)
        {
            statuses.Add((int)(await _gateway.GetAsync("/v1/leads", key: $"lp_wrong_{i}")).StatusCode);
            // The anonymous limit is another matter.
            if (i % 4 == 3)
                _time.Advance(TimeSpan.FromSeconds(0.2));
        }

        statuses.Take(5).ShouldAllBe(status => status == 401);
        statuses.TakeLast(3).ShouldAllBe(status => status == 429);
        (await _gateway.GetAsync("/v1/leads", key: "lp_right_key")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _gateway.GetAsync("/v1/leads", _gateway.ManagerToken())).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Past_the_limit_wrong_keys_are_not_asked_for()
    {
        await using var gateway = await GatewayHost.StartAsync(new() { ["Limits:FailedCredentials:Burst"] = "3", ["Limits:FailedCredentials:RequestsPerSecond"] = "0.01" });
        for (var i = 0; i < 10; i++)
            (await gateway.GetAsync("/v1/leads", key: $"lp_wrong_{i}")).Dispose();
        using var answer = await gateway.GetAsync("/v1/leads", key: "lp_wrong_again");

        gateway.Keys.Asked.ShouldBe(3);
        await answer.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "rate_limited");
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(100));
    }

    [Fact]
    public async Task Wrong_tokens_count_like_wrong_keys()
    {
        await using var gateway = await GatewayHost.StartAsync(new() { ["Limits:FailedCredentials:Burst"] = "2", ["Limits:FailedCredentials:RequestsPerSecond"] = "0.01" });
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
            statuses.Add((int)(await gateway.GetAsync("/v1/leads", "not.a.token")).StatusCode);

        statuses.ShouldBe([401, 401, 429, 429]);
    }

    private async Task<List<int>> StatusesAsync(int count, string key)
    {
        var statuses = new List<int>();
        for (var i = 0; i < count; i++)
        {
            using var answer = await _gateway.GetAsync("/v1/leads", key: key);
            statuses.Add((int)answer.StatusCode);
        }

        return statuses;
    }
}
