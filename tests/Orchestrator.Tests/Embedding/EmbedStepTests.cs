using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Tests.Hosting;
using LeadPlatform.Orchestrator.Tests.Providers;
using LeadPlatform.Orchestrator.Tests.Qualifying;
using LeadPlatform.TestHost;
using LeadPlatform.TestHost.Ai;

namespace LeadPlatform.Orchestrator.Tests.Embedding;

/// <summary>The whole service with a provider of embeddings.</summary>
public sealed class EmbedStepTests : IAsyncLifetime
{
    private readonly RunningOrchestrator _orchestrator = new();
    private AiServer _ai = null!;

    public async ValueTask InitializeAsync()
    {
        _ai = await AiServer.StartAsync();
        _ai.Otherwise = AiReply.Vector(0.25f, -0.5f, 1f);
        foreach (var (key, value) in AiHost.Provider("vectors", _ai, more: [("EmbeddingModel", "embed-1"), ("Dimensions", "3"), ("Retries", "0")]))
            _orchestrator.Settings["Ai:" + key] = value;
        _orchestrator.Settings["Ai:Embeddings"] = "vectors";
        await _orchestrator.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _orchestrator.DisposeAsync();
        await _ai.DisposeAsync();
    }

    [Fact]
    public async Task A_lead_is_embedded_without_what_tells_who_it_is_and_the_vector_is_put_to_DataService()
    {
        var lead = Leads.Good(notes: "I am Ada Byron, my Camry needs cover");
        var step = await EmbedAsync(lead);

        (step.Outcome, step.By).ShouldBe((StepOutcome.Done, "vectors/embed-1"));
        var put = _orchestrator.DataService.Embeddings[lead.LeadId];
        put.GetProperty("model").GetString().ShouldBe("embed-1");
        put.GetProperty("vector").EnumerateArray().Select(number => number.GetSingle()).ShouldBe([0.25f, -0.5f, 1f]);
        var asked = _ai.Requests.ShouldHaveSingleItem();
        asked.Path.ShouldBe("/v1/embeddings");
        asked.Text.ShouldContain("auto insurance in NY");
        asked.Text.ShouldContain("Camry");
        asked.Text.ShouldNotContain("Byron");
    }

    [Theory]
    [InlineData("wrong number")]
    [InlineData("no answer")]
    public async Task Without_a_usable_vector_the_lead_goes_on(string what)
    {
        _ai.Otherwise = what == "no answer" ? AiReply.Status(500) : AiReply.Vector(1f);
        var lead = Leads.Good();
        var step = await EmbedAsync(lead);

        (step.Outcome, step.Reason).ShouldBe((StepOutcome.Fallback, what == "no answer" ? "server_error" : "invalid_answer"));
        _orchestrator.DataService.Embeddings.ShouldBeEmpty();
    }

    private async Task<QualificationStep> EmbedAsync(QualificationInput lead)
    {
        await _orchestrator.ReceiveAsync(lead);
        var verdict = (await _orchestrator.VerdictAsync(lead.LeadId)).Event;
        return verdict.Data.Deserialize(EventJson.Default.LeadQualified)!.Steps!.Single(step => step.Name == StepName.Embed);
    }
}
