using System.Collections.Concurrent;
using System.Diagnostics;
using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.TestHost.Ai;

namespace LeadPlatform.Orchestrator.Tests.Providers;

public sealed class AiTelemetryTests
{
    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task Spans_and_metrics_follow_the_conventions_and_hold_no_content(string kind)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ProviderClients.Telemetry,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var tokens = new Measured("gen_ai.client.token.usage", "gen_ai.request.model", "gen_ai.token.type");
        using var calls = new Measured("leadplatform.ai.calls", "provider", "operation", "outcome");
        await using var server = await AiServer.StartAsync();
        var model = $"telemetry-{kind}";
        await using var host = AiHost.Start(AiHost.Chain(server, kind, ("Model", model)));

        await host.AnalyseAsync("The sunflowers say my rate went up.");

        tokens.Of($"{model}/input").ShouldBe(AiReply.InputTokens);
        tokens.Of($"{model}/output").ShouldBe(AiReply.OutputTokens);
        calls.Of("main/chat/answered").ShouldBeGreaterThanOrEqualTo(1);
        var span = spans.Single(one => one.DisplayName == $"chat {model}");
        span.GetTagItem("gen_ai.operation.name").ShouldBe("chat");
        span.GetTagItem("gen_ai.request.model").ShouldBe(model);
        span.GetTagItem("gen_ai.usage.input_tokens").ShouldBe((long)AiReply.InputTokens, "by the conventions");
        var told = string.Join('\n', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Concat(span.Events.SelectMany(one => one.Tags).Select(tag => $"{tag.Value}")));
        told.ShouldNotContain("sunflowers");
        told.ShouldNotContain(AiServer.Key);
    }
}
