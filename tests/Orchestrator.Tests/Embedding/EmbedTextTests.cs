using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.Orchestrator.Tests.Hosting;
using LeadPlatform.Orchestrator.Tests.Providers;
using LeadPlatform.Orchestrator.Tests.Qualifying;
using LeadPlatform.TestHost;
using LeadPlatform.TestHost.Ai;

namespace LeadPlatform.Orchestrator.Tests.Embedding;

/// <summary>Texts of searches, embedded by the provider that embeds leads; over HTTP on both sides.</summary>
public sealed class EmbedTextTests : IAsyncLifetime
{
    private readonly List<RunningOrchestrator> _running = [];
    private AiServer _ai = null!;
    private RedisServer _redis = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_ai, _redis) = (await AiServer.StartAsync(), await RedisServer.StartAsync());
        _ai.Otherwise = AiReply.Vector(0.25f, -0.5f, 1f);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _running)
            await one.DisposeAsync();
        await _ai.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task A_text_is_answered_with_vector_and_model_and_asked_about_once_by_all_instances()
    {
        var (first, second) = (await StartAsync(), await StartAsync());

        foreach (var instance in new[] { first, first, second })
        {
            using var answer = await EmbedAsync(instance, "Call Zebulon Quigley at 212-555-0147: auto in New York, teenage drivers");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var embedded = (await answer.Content.ReadFromJsonAsync<TextEmbedding>(Cancelled))!;
            (embedded.Model, string.Join(' ', embedded.Vector)).ShouldBe(("embed-1", "0.25 -0.5 1"));
        }

        var asked = _ai.Requests.ShouldHaveSingleItem().Body;
        asked.GetProperty("model").GetString().ShouldBe("embed-1");
        asked.GetProperty("input")[0].GetString().ShouldBe("Call [NAME] [NAME] at [NUMBER]: auto in New York, teenage drivers");
    }

    [Theory]
    [InlineData("server error", "server_error", 5)]
    [InlineData("no answer", "timeout", 5)]
    [InlineData("another size", "invalid_answer", 5)]
    [InlineData("wrong key", "unauthorised", 60)]
    [InlineData("no money", "budget", 60)]
    [InlineData("not configured", "not_configured", 60)]
    public async Task Without_a_vector_the_caller_is_told_why_and_when_to_ask_again(string what, string fault, int seconds)
    {
        _ai.Otherwise = what switch
        {
            "server error" => AiReply.Status(500),
            "no answer" => AiReply.Silence(),
            "another size" => AiReply.Vector(1f),
            "wrong key" => AiReply.Status(401),
            _ => _ai.Otherwise,
        };
        (string, string)[] settings = what switch
        {
            "no money" => [("Providers:vectors:DailyBudgetMicros", "1"), ("Providers:vectors:EmbeddingMicrosPerMillionTokens", "1000000")],
            "not configured" => [("Embeddings", "local")],
            "no answer" => [("QuestionTimeout", "00:00:00.5")],
            _ => [("QuestionTimeout", "00:00:10")],
        };
        var instance = await StartAsync(settings);

        using var answer = await EmbedAsync(instance, "auto in Texas");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(seconds));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        problem.GetProperty("code").GetString().ShouldBe("embedding_unavailable");
        problem.GetProperty("detail").GetString()!.ShouldContain($"({fault})");
    }

    [Fact]
    public async Task Searches_take_no_more_places_than_they_are_given()
    {
        var released = new TaskCompletionSource();
        _ai.Otherwise = AiReply.VectorAfter(released.Task, 0.25f, -0.5f, 1f);
        var instance = await StartAsync(("MaxQuestions", "1"));
        var first = EmbedAsync(instance, "auto in Texas");
        await Eventually.HoldsAsync(() => _ai.Requests.Count == 1);

        using var refused = await EmbedAsync(instance, "home in Ohio");
        released.SetResult();

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_text_that_says_nothing_or_too_much_is_refused_and_only_services_are_let_in()
    {
        var instance = await StartAsync();

        foreach (var (text, code) in new[] { (null, "length"), (" ", "length"), (new string('a', 1_001), "length"), ("Zebulon Quigley, 212-555-0147", "meaningless") })
        {
            using var answer = await EmbedAsync(instance, text);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe(code);
        }

        (await EmbedAsync(instance, "auto", Roles.Admin)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await EmbedAsync(instance, "auto", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _ai.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Leads_from_before_the_model_are_embedded_when_they_are_asked_for_and_what_passes_is_worth_another_try()
    {
        var instance = await StartAsync();
        var (one, other) = (Leads.Good(), Leads.Good());
        (instance.DataService.Leads[one.LeadId], instance.DataService.Leads[other.LeadId]) = (one, other);
        _ai.Otherwise = AiReply.Status(500);
        (await EmbedLeadsAsync(instance, one.LeadId)).ShouldBe(new LeadsEmbedded(0, Later: true));
        _ai.Otherwise = AiReply.Status(400);
        (await EmbedLeadsAsync(instance, one.LeadId)).ShouldBe(new LeadsEmbedded(0, Later: false));
        _ai.Otherwise = AiReply.Vector(0.25f, -0.5f, 1f);

        (await EmbedLeadsAsync(instance, one.LeadId, other.LeadId, Guid.CreateVersion7())).ShouldBe(new LeadsEmbedded(2, Later: false));

        instance.DataService.Embeddings.Keys.ShouldBe([one.LeadId, other.LeadId], ignoreOrder: true);
        using var manager = instance.Client(instance.Issuer.Token(Roles.Manager));
        (await manager.PostAsJsonAsync("/internal/lead-embeddings", new LeadsToEmbed([one.LeadId]), Cancelled)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<LeadsEmbedded> EmbedLeadsAsync(RunningOrchestrator instance, params Guid[] leadIds)
    {
        using var client = instance.Client(instance.Issuer.Token(Roles.Service));
        using var answer = await client.PostAsJsonAsync("/internal/lead-embeddings", new LeadsToEmbed(leadIds), Cancelled);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<LeadsEmbedded>(Cancelled))!;
    }

    private async Task<RunningOrchestrator> StartAsync(params (string Key, string Value)[] settings)
    {
        var one = new RunningOrchestrator();
        foreach (var (key, value) in AiHost.Provider("vectors", _ai, more: [("EmbeddingModel", "embed-1"), ("Dimensions", "3"), ("Retries", "0")]))
            one.Settings["Ai:" + key] = value;
        one.Settings["Ai:Embeddings"] = "vectors";
        one.Settings["ConnectionStrings:redis"] = _redis.ConnectionString;
        foreach (var (key, value) in settings)
            one.Settings["Ai:" + key] = value;
        _running.Add(one);
        await one.InitializeAsync();
        return one;
    }

    private static async Task<HttpResponseMessage> EmbedAsync(RunningOrchestrator instance, string? text, string? role = Roles.Service)
    {
        using var client = instance.Client(role is null ? null : instance.Issuer.Token(role));
        return await client.PostAsJsonAsync("/internal/embeddings", new TextToEmbed(text), Cancelled);
    }
}
