using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.TestHost;
using LeadPlatform.TestHost.Ai;

namespace LeadPlatform.Orchestrator.Tests.Providers;

/// <summary>What a provider may take, by one instance and by several.</summary>
public sealed class ProviderLimitTests : IAsyncLifetime
{
    private RedisServer _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task A_provider_that_fails_again_and_again_is_left_alone()
    {
        await using var server = await AiServer.StartAsync();
        server.Otherwise = AiReply.Status(500);
        await using var host = AiHost.Start(AiHost.Chain(server, more: [("Retries", "0"), ("BreakerMinimumCalls", "4")]));

        for (var i = 0; i < 4; i++)
            (await host.AnalyseAsync()).Fault.ShouldBe(FaultCode.ServerError);
        (await host.AnalyseAsync()).Fault.ShouldBe(FaultCode.CircuitOpen);

        server.Requests.Count.ShouldBe(4);
        Gauge.Of(host, "leadplatform.ai.circuit_open").ShouldBe(1);
    }

    [Fact]
    public async Task It_is_tried_again_after_a_pause()
    {
        await using var server = await AiServer.StartAsync(AiReply.Status(500), AiReply.Status(500));
        await using var host = AiHost.Start(AiHost.Chain(server, more: [("Retries", "0"), ("BreakerMinimumCalls", "2"), ("BreakerPause", "00:00:00.5")]));
        for (var i = 0; i < 2; i++)
            (await host.AnalyseAsync()).Fault.ShouldBe(FaultCode.ServerError);

        await Eventually.HoldsAsync(async () => (await host.AnalyseAsync()).Analysis is not null);
        server.Requests.Count.ShouldBe(3);
        Gauge.Of(host, "leadplatform.ai.circuit_open").ShouldBe(0);
    }

    [Fact]
    public async Task No_more_calls_are_made_at_once_than_are_allowed()
    {
        await using var server = await AiServer.StartAsync();
        var released = new TaskCompletionSource();
        server.Otherwise = AiReply.AnswerAfter(released.Task);
        await using var host = AiHost.Start(AiHost.Chain(server, more: [("Concurrency", "3"), ("WaitForPlace", "00:00:20")]));
        var asked = Enumerable.Range(0, 10).Select(_ => host.AnalyseAsync()).ToList();
        await Eventually.HoldsAsync(() => server.Requests.Count == 3);
        released.SetResult();

        (await Task.WhenAll(asked)).ShouldAllBe(result => result.Analysis != null);
        server.MostAtOnce.ShouldBe(3);
    }

    [Fact]
    public async Task Who_waits_for_a_place_too_long_goes_to_the_next_provider()
    {
        await using var first = await AiServer.StartAsync();
        var released = new TaskCompletionSource();
        first.Otherwise = AiReply.AnswerAfter(released.Task);
        await using var second = await AiServer.StartAsync();
        await using var host = AiHost.Start(AiHost.Chain(first, second, ("Concurrency", "1"), ("WaitForPlace", "00:00:00.05")));
        var waiting = host.AnalyseAsync();
        await Eventually.HoldsAsync(() => !first.Requests.IsEmpty);

        (await host.AnalyseAsync()).Analysis!.Provider.ShouldBe("second");
        released.SetResult();
        (await waiting).Analysis!.Provider.ShouldBe("main");
    }

    [Theory]
    [InlineData("RequestsPerMinute", "2", FaultCode.RateLimited)]
    // An answer has 1,100 tokens and costs 1,200 millionths by these prices; before it a little more is set aside.
    [InlineData("TokensPerMinute", "3000", FaultCode.RateLimited)]
    [InlineData("DailyBudgetMicros", "3400", FaultCode.Budget)]
    public async Task Two_instances_hold_one_limit_together(string limit, string value, string fault)
    {
        await AtTheStartOfAMinuteAsync();
        await using var server = await AiServer.StartAsync();
        var settings = AiHost.Chain(server, more: [(limit, value), ("InputMicrosPerMillionTokens", "1000000"), ("OutputMicrosPerMillionTokens", "2000000")]);
        await using var one = AiHost.Start(settings, _redis.ConnectionString);
        await using var other = AiHost.Start(settings, _redis.ConnectionString);

        (await one.AnalyseAsync()).Analysis.ShouldNotBeNull();
        (await other.AnalyseAsync()).Analysis.ShouldNotBeNull();
        (await one.AnalyseAsync()).Fault.ShouldBe(fault);
        (await other.AnalyseAsync()).Fault.ShouldBe(fault);

        server.Requests.Count.ShouldBe(2);
        // Two answers of 1,200 millionths, of which each instance paid for one.
        if (limit == "DailyBudgetMicros")
            new[] { one, other }.ShouldAllBe(host => Math.Abs(Gauge.Of(host, "leadplatform.ai.budget_used") - (2_400.0 / 3_400)) < 0.001);
    }

    [Fact]
    public async Task Without_Redis_each_instance_holds_the_limit_by_itself()
    {
        await AtTheStartOfAMinuteAsync();
        await using var server = await AiServer.StartAsync();
        var settings = AiHost.Chain(server, more: [("RequestsPerMinute", "1")]);
        await using var one = AiHost.Start(settings, _redis.ConnectionString);
        await using var other = AiHost.Start(settings, _redis.ConnectionString);
        (await one.AnalyseAsync()).Analysis.ShouldNotBeNull();
        (await other.AnalyseAsync()).Fault.ShouldBe(FaultCode.RateLimited);

        await _redis.Handle.KillAsync();

        (await one.AnalyseAsync()).Fault.ShouldBe(FaultCode.RateLimited);
        (await other.AnalyseAsync()).Analysis.ShouldNotBeNull();
        (await other.AnalyseAsync()).Fault.ShouldBe(FaultCode.RateLimited);
    }

    [Fact]
    public async Task A_day_costs_no_more_than_its_budget_however_many_ask_at_once()
    {
        await using var server = await AiServer.StartAsync();
        // Set aside before a call: its estimate, which is more than what it costs (1,200).
        var settings = AiHost.Chain(server, more: [("DailyBudgetMicros", "20000"), ("InputMicrosPerMillionTokens", "1000000"), ("OutputMicrosPerMillionTokens", "2000000")]);
        await using var one = AiHost.Start(settings, _redis.ConnectionString);
        await using var other = AiHost.Start(settings, _redis.ConnectionString);
        using var cost = new Measured("leadplatform.ai.cost", "provider");

        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? one : other).AnalyseAsync()));

        var answered = results.Count(result => result.Analysis is not null);
        answered.ShouldBeInRange(5, 16);
        results.Where(result => result.Analysis is null).ShouldAllBe(result => result.Fault == FaultCode.Budget);
        cost.Of("main").ShouldBe(answered * 1200);
    }

    [Fact]
    public async Task The_same_content_is_asked_once_by_all_instances()
    {
        await using var server = await AiServer.StartAsync();
        await using var one = AiHost.Start(AiHost.Chain(server), _redis.ConnectionString);
        await using var other = AiHost.Start(AiHost.Chain(server), _redis.ConnectionString);
        using var cache = new Measured("leadplatform.ai.cache", "provider", "result");

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? one : other).AnalyseAsync("Please call after 6pm, my rate went up.")));
        results.ShouldAllBe(result => result.Analysis != null);
        (await other.AnalyseAsync("Please call after 6pm, my rate went up.")).Analysis.ShouldNotBeNull();

        server.Requests.Count.ShouldBe(1);
        cache.Of("main/hit").ShouldBeGreaterThan(0);
        cache.Of("main/miss").ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_of_another_model_or_other_content_is_not_used()
    {
        await using var server = await AiServer.StartAsync();
        await using var one = AiHost.Start(AiHost.Chain(server), _redis.ConnectionString);
        await using var other = AiHost.Start(AiHost.Chain(server, more: [("Model", "test-model-2")]), _redis.ConnectionString);

        await one.AnalyseAsync("My rate went up.");
        await other.AnalyseAsync("My rate went up.");
        await one.AnalyseAsync("My rate went up again.");

        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_kept_in_Redis_tells_nothing_of_the_lead()
    {
        await using var server = await AiServer.StartAsync();
        await using var host = AiHost.Start(AiHost.Chain(server), _redis.ConnectionString);
        await host.AnalyseAsync("I am Ada Byron, my rate went up, call +1 212 555 0123");

        await using var connection = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        var keys = connection.GetServers()[0].Keys(pattern: "ai:*").Select(key => key.ToString()).ToList();
        keys.ShouldContain(key => key.StartsWith("ai:answer:", StringComparison.Ordinal));
        foreach (var key in keys)
            ((string?)await connection.GetDatabase().StringGetAsync(key))!.ShouldNotContain("Ada");
        keys.ShouldAllBe(key => !key.Contains("Ada", StringComparison.Ordinal));
    }

    /// <summary>Limits are counted by the minute of the clock; a test must not run across its end.</summary>
    private static async Task AtTheStartOfAMinuteAsync()
    {
        var left = 60 - (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() % 60_000 / 1000.0);
        if (left < 8)
            await Task.Delay(TimeSpan.FromSeconds(left + 0.1), TestContext.Current.CancellationToken);
    }
}
