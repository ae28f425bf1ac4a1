using System.Diagnostics;
using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.TestHost.Ai;

namespace LeadPlatform.Orchestrator.Tests.Providers;

/// <summary>Both kinds of provider over real HTTP against a server that fails in every way.</summary>
public sealed class ProviderFaultTests
{
    public static TheoryData<string> Kinds => [ProviderOptions.OpenAi, ProviderOptions.Anthropic];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_answer_is_read_and_the_schema_and_the_key_are_sent(string kind)
    {
        await using var server = await AiServer.StartAsync();
        await using var host = AiHost.Start(AiHost.Chain(server, kind));

        var (analysis, fault) = await host.AnalyseAsync();

        fault.ShouldBeNull();
        analysis!.ShouldSatisfyAllConditions(
            it => it.Intent.ShouldBe("switch"),
            it => it.Urgency.ShouldBe("now"),
            it => it.Adjustment.ShouldBe(4),
            it => it.Topics.ShouldBe(["price_increase"]),
            it => it.Provider.ShouldBe("main"),
            it => it.Model.ShouldBe(AiServer.Model));
        var request = server.Requests.ShouldHaveSingleItem();
        request.Authorization.ShouldBe(AiServer.Key);
        request.Body.GetProperty("model").GetString().ShouldBe(AiServer.Model);
        request.Text.ShouldContain("much_better");
        request.Text.ShouldContain("additionalProperties");
        request.Text.ShouldContain("lead_data");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task After_429_the_time_that_Retry_After_names_is_waited(string kind)
    {
        await using var server = await AiServer.StartAsync(AiReply.Status(429, "1"));
        await using var host = AiHost.Start(AiHost.Chain(server, kind));

        (await host.AnalyseAsync()).Analysis.ShouldNotBeNull();

        var times = server.Requests.Select(request => request.At).ToList();
        times.Count.ShouldBe(2);
        Stopwatch.GetElapsedTime(times[0], times[1]).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(950));
    }

    [Fact]
    public async Task A_longer_Retry_After_is_not_waited_for_and_the_provider_is_left_alone_meanwhile()
    {
        await using var first = await AiServer.StartAsync(AiReply.Status(429, "120"));
        await using var second = await AiServer.StartAsync();
        await using var host = AiHost.Start(AiHost.Chain(first, second));

        (await host.AnalyseAsync()).Analysis!.Provider.ShouldBe("second");
        (await host.AnalyseAsync()).Analysis!.Provider.ShouldBe("second");

        first.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_passes_is_tried_again(string kind)
    {
        await using var server = await AiServer.StartAsync(AiReply.Status(500), AiReply.CutOff());
        await using var host = AiHost.Start(AiHost.Chain(server, kind));

        (await host.AnalyseAsync()).Analysis.ShouldNotBeNull();
        server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_provider_that_says_nothing_is_given_up_at_its_time_limit(string kind)
    {
        await using var server = await AiServer.StartAsync();
        server.Otherwise = AiReply.Silence();
        await using var host = AiHost.Start(AiHost.Chain(server, kind, ("Timeout", "00:00:00.2"), ("Retries", "1")));

        (await host.AnalyseAsync()).Fault.ShouldBe(FaultCode.Timeout);
        server.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(400, FaultCode.Refused, 1)]
    [InlineData(401, FaultCode.Unauthorised, 1)]
    [InlineData(404, FaultCode.Refused, 1)]
    [InlineData(503, FaultCode.ServerError, 3)]
    [InlineData(529, FaultCode.ServerError, 3)]
    [InlineData(429, FaultCode.RateLimited, 3)]
    public async Task A_status_decides_whether_another_attempt_helps(int status, string fault, int attempts)
    {
        await using var server = await AiServer.StartAsync();
        server.Otherwise = AiReply.Status(status);
        await using var host = AiHost.Start(AiHost.Chain(server, ProviderOptions.Anthropic));

        (await host.AnalyseAsync()).Fault.ShouldBe(fault);
        server.Requests.Count.ShouldBe(attempts);
    }

    [Theory]
    [InlineData("openai", "I think the lead is good!")]
    [InlineData("openai", "")]
    [InlineData("openai", "{}")]
    [InlineData("openai", """{"intent":"switch","urgency":"now","assessment":"better"}""")]
    [InlineData("openai", """{"intent":"switch","urgency":"now","assessment":"better","topics":[],"score":100}""")]
    [InlineData("openai", """{"intent":"switch","urgency":"now","assessment":"best of all","topics":[]}""")]
    [InlineData("openai", """{"intent":"switch","urgency":"now","assessment":"better","topics":["claim","claim"]}""")]
    [InlineData("openai", """{"intent":"switch","urgency":"now","assessment":"same","assessment":"better","topics":[]}""")]
    [InlineData("openai", """{"intent":["switch"],"urgency":"now","assessment":"better","topics":[]}""")]
    [InlineData("anthropic", """[{"intent":"switch","urgency":"now","assessment":"better","topics":[]}]""")]
    [InlineData("anthropic", """{"intent":"switch","urgency":"no""")]
    [InlineData("anthropic", """{"intent":"switch","urgency":null,"assessment":"better","topics":[]}""")]
    public async Task A_wrong_answer_is_sent_back_once_with_what_is_wrong(string kind, string answer)
    {
        await using var server = await AiServer.StartAsync(AiReply.Answer(answer));
        await using var host = AiHost.Start(AiHost.Chain(server, kind));
        using var repairs = new Measured("leadplatform.ai.repairs", "provider", "result");

        (await host.AnalyseAsync()).Analysis.ShouldNotBeNull();

        server.Requests.Count.ShouldBe(2);
        server.Requests.Last().Text.ShouldContain("could not be used");
        repairs.Of("main/repaired").ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_second_wrong_answer_is_none_and_the_next_provider_is_asked(string kind)
    {
        await using var first = await AiServer.StartAsync();
        first.Otherwise = AiReply.Answer("Certainly! Here is the JSON.");
        await using var second = await AiServer.StartAsync();
        var settings = AiHost.Chain(first, second);
        settings["Providers:main:Kind"] = kind;
        settings["Providers:main:Endpoint"] = kind == ProviderOptions.OpenAi ? first.Address + "/v1" : first.Address;
        await using var host = AiHost.Start(settings);
        using var fallbacks = new Measured("leadplatform.ai.fallbacks", "provider", "reason");

        (await host.AnalyseAsync()).Analysis!.Provider.ShouldBe("second");

        first.Requests.Count.ShouldBe(2);
        fallbacks.Of("main/invalid_answer").ShouldBe(1);
    }

    [Theory]
    [InlineData("openai", "<html>Bad gateway</html>")]
    [InlineData("anthropic", "<html>Bad gateway</html>")]
    [InlineData("openai", "")]
    [InlineData("anthropic", "")]
    [InlineData("openai", "{}")]
    [InlineData("anthropic", "{}")]
    public async Task A_body_that_is_none_of_the_API_is_no_answer(string kind, string body)
    {
        await using var server = await AiServer.StartAsync();
        server.Otherwise = AiReply.Body(body);
        await using var host = AiHost.Start(AiHost.Chain(server, kind));

        (await host.AnalyseAsync()).Fault.ShouldBe(FaultCode.InvalidAnswer);
        server.Requests.Count.ShouldBeLessThanOrEqualTo(2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_huge_answer_is_not_read_to_its_end(string kind)
    {
        await using var server = await AiServer.StartAsync();
        server.Otherwise = AiReply.Huge(50_000_000);
        await using var host = AiHost.Start(AiHost.Chain(server, kind, ("MaxAnswerBytes", "100000")));

        (await host.AnalyseAsync()).Fault.ShouldBe(FaultCode.TooLarge);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_long_answer_of_a_right_envelope_is_none_either()
    {
        await using var server = await AiServer.StartAsync();
        server.Otherwise = AiReply.Answer(new string('x', 50_000));
        await using var host = AiHost.Start(AiHost.Chain(server));

        (await host.AnalyseAsync()).Fault.ShouldBe(FaultCode.InvalidAnswer);
        server.Requests.Last().Text.Length.ShouldBeLessThan(20_000);
    }

    [Fact]
    public async Task Nobody_there_is_a_fault_that_passes()
    {
        var gone = await AiServer.StartAsync();
        await gone.DisposeAsync();
        await using var host = AiHost.Start(AiHost.Chain(gone));

        (await host.AnalyseAsync()).Fault.ShouldBe(FaultCode.Unreachable);
    }

    [Fact]
    public async Task What_a_provider_says_in_a_failure_is_in_no_fault()
    {
        await using var server = await AiServer.StartAsync();
        server.Otherwise = AiReply.Status(400);
        await using var host = AiHost.Start(AiHost.Chain(server));
        var fault = await Should.ThrowAsync<ProviderFault>(() => host.Providers.Chain[0].AskAsync([new(Microsoft.Extensions.AI.ChatRole.User, "Hello")], Microsoft.Extensions.AI.ChatResponseFormat.Text, TestContext.Current.CancellationToken));

        fault.ToString().ShouldNotContain("example.com");
    }
}
