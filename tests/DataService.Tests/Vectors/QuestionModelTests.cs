using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.DataService.Tests.Vectors.StandIn;
using LeadPlatform.TestHost;
using LeadPlatform.TestHost.Ai;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.DataService.Tests.Vectors;

/// <summary>Searches where another model than the built-in one made the vectors: DataService, the Orchestrator and the model, all over HTTP.</summary>
public sealed class QuestionModelTests(RunningDataService service) : IAsyncLifetime
{
    private RunningEmbeddings _embeddings = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _embeddings = await RunningEmbeddings.StartAsync(service, dimensions: 8);

    public ValueTask DisposeAsync() => _embeddings.DisposeAsync();

    [Fact]
    public async Task A_text_is_embedded_by_the_model_that_embedded_the_leads_without_what_tells_of_people()
    {
        await using var instance = await NewInstanceAsync();
        var source = service.NewSource(instance);
        var (near, far) = (await CaptureAsync(instance, source, Towards(0, 0.2f)), await CaptureAsync(instance, source, Towards(3)));
        _embeddings.Ai.Otherwise = AiReply.Vector(Towards(0));

        SimilarLeads? found = null;
        await Eventually.HoldsAsync(async () => (found = await SimilarLeadsTests.SearchAsync(source.Http, new LeadSearch("Zebulon Quigley, zq@example.com, wants auto in Texas"))).Items.Count == 2);

        (found!.Model, found.Items[0].Lead.LeadId, found.Items[1].Lead.LeadId).ShouldBe((RunningEmbeddings.Model, near, far));
        found.Items[0].Similarity.ShouldBeGreaterThan(0.9);
        found.Items[1].Similarity.ShouldBe(0, 0.001);
        var asked = _embeddings.Ai.Requests.ShouldHaveSingleItem();
        asked.Path.ShouldBe("/v1/embeddings");
        asked.Text.ShouldContain("wants auto in Texas");
        asked.Text.ShouldNotContain("Quigley");
        asked.Text.ShouldNotContain("Zebulon");
        asked.Text.ShouldNotContain("zq@example.com");
    }

    [Theory]
    [InlineData("model away")]
    [InlineData("vector of another size")]
    [InlineData("orchestrator away")]
    public async Task While_the_model_cannot_be_asked_a_text_is_refused_for_now_and_likeness_of_leads_goes_on(string what)
    {
        await using var instance = await NewInstanceAsync(what == "orchestrator away" ? [("Services:orchestrator:http:0", "http://127.0.0.1:9")] : []);
        var source = service.NewSource(instance);
        var (one, other) = (await CaptureAsync(instance, source, Towards(0)), await CaptureAsync(instance, source, Towards(0, 0.1f)));
        _embeddings.Ai.Otherwise = what == "model away" ? AiReply.Status(500) : AiReply.Vector(1, 2, 3);
        await Eventually.HoldsAsync(async () => (await source.Http.GetFromJsonAsync<SimilarLeads>($"/v1/leads/{one}/similar", Token))!.Items.Select(item => item.Lead.LeadId).SequenceEqual([other]));

        using var refused = await source.Http.PostAsJsonAsync("/v1/leads/search", new LeadSearch("auto in Texas"), Token);

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        (await refused.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString().ShouldBe("embedding_unavailable");
    }

    [Theory]
    [InlineData("Vectors:Model", "embed-2")]
    [InlineData("Vectors:Dimensions", "384")]
    public async Task What_another_model_says_is_never_compared(string setting, string value)
    {
        await using var instance = await NewInstanceAsync((setting, value));
        _embeddings.Ai.Otherwise = AiReply.Vector(Towards(0));

        using var refused = await service.NewSource(instance).Http.PostAsJsonAsync("/v1/leads/search", new LeadSearch("auto in Texas"), Token);

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("embedded")]
    [InlineData("qdrant")]
    public async Task After_a_change_of_model_only_vectors_of_the_new_one_are_compared(string provider)
    {
        await using var qdrant = await QdrantStandIn.StartAsync();
        (string, string)[] stores = [("Vectors:Provider", provider), ("ConnectionStrings:qdrant", qdrant.ConnectionString), ("ConnectionStrings:leads", await service.NewMigratedDatabaseAsync())];
        var first = service.NewInstance([.. stores, ("ConnectionStrings:nats", await service.NewNatsAsync())]);
        var source = service.NewSource(first);
        var (one, other) = (await SimilarLeadsTests.CaptureAsync(source, "auto", "WY", "82001", null, null), await SimilarLeadsTests.CaptureAsync(source, "auto", "WY", "82001", null, null));
        await SimilarLeadsTests.UntilAsync(source.Http, $"/v1/leads/{one}/similar", 1);
        var token = source.Http.DefaultRequestHeaders.Authorization;
        await first.DisposeAsync();

        await using var second = service.NewInstance([.. stores, .. _embeddings.Settings, ("ConnectionStrings:nats", await service.NewNatsAsync())]);
        using var client = second.CreateClient();
        client.DefaultRequestHeaders.Authorization = token;
        _embeddings.Ai.Otherwise = AiReply.Vector(Towards(0));
        await PutAsync(second, other, Towards(0));
        await Eventually.HoldsAsync(async () => await FoundAsync() is [var found] && found == other);

        (await client.GetFromJsonAsync<SimilarLeads>($"/v1/leads/{one}/similar", Token))!.Items.ShouldBeEmpty();
        (await client.GetFromJsonAsync<SimilarLeads>($"/v1/leads/{other}/similar", Token))!.Items.ShouldBeEmpty();
        if (provider == "qdrant")
            qdrant.Names().Collections.ShouldHaveSingleItem().ShouldStartWith($"leads_{RunningEmbeddings.Model}_8_");
        qdrant.Violations.ShouldBeEmpty();

        async Task<Guid[]> FoundAsync()
        {
            using var answer = await client.PostAsJsonAsync("/v1/leads/search", new LeadSearch("auto in Wyoming"), Token);
            // While the index of the new model is made.
            return answer.StatusCode == HttpStatusCode.ServiceUnavailable ? [] : [.. (await answer.Content.ReadFromJsonAsync<SimilarLeads>(Token))!.Items.Select(item => item.Lead.LeadId)];
        }
    }

    [Fact]
    public async Task A_rebuild_has_leads_from_before_the_change_embedded_and_tries_again_what_failed_for_now()
    {
        var stores = ("ConnectionStrings:leads", await service.NewMigratedDatabaseAsync());
        var first = service.NewInstance(stores, ("ConnectionStrings:nats", await service.NewNatsAsync()));
        var source = service.NewSource(first);
        var (one, other) = (await SimilarLeadsTests.CaptureAsync(source, "auto", "WY", "82001", null, null), await SimilarLeadsTests.CaptureAsync(source, "auto", "WY", "82001", null, null));
        await SimilarLeadsTests.UntilAsync(source.Http, $"/v1/leads/{one}/similar", 1);
        var token = source.Http.DefaultRequestHeaders.Authorization;
        await first.DisposeAsync();
        await using var second = service.NewInstance(
            stores, ("ConnectionStrings:nats", await service.NewNatsAsync()), ("Vectors:Model", RunningEmbeddings.Model), ("Vectors:Dimensions", "8"), ("Vectors:RebuildLeadsPerMinute", "6000"));
        using var client = second.CreateClient();
        await using var embeddings = await RunningEmbeddings.StartAsync(service, dimensions: 8, client.BaseAddress);
        second.Services.GetRequiredService<IConfiguration>()["Services:orchestrator:http:0"] = embeddings.Address;
        embeddings.Ai.Otherwise = AiReply.Status(500);
        client.DefaultRequestHeaders.Authorization = new("Bearer", service.Issuer.Token(Roles.Admin));

        (await client.PostAsync("/v1/vectors/rebuild", null, Token)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Eventually.HoldsAsync(() => embeddings.Ai.Requests.Count >= 2);
        embeddings.Ai.Otherwise = AiReply.Vector(Towards(0));

        await Eventually.HoldsAsync(async () => (await client.GetFromJsonAsync<VectorsView>("/v1/vectors", Token))! is { Rebuild.Status: RebuildStatus.Done, Stored: 2, Indexed: 2 });
        client.DefaultRequestHeaders.Authorization = token;
        (await client.GetFromJsonAsync<SimilarLeads>($"/v1/leads/{one}/similar", Token))!.Items.Select(item => item.Lead.LeadId).ShouldBe([other]);
    }

    /// <summary>A vector along a dimension, and a little along the next.</summary>
    private static float[] Towards(int dimension, float aside = 0)
    {
        var vector = new float[8];
        (vector[dimension], vector[dimension + 1]) = (1, aside);
        return vector;
    }

    private async Task<ServiceFactory> NewInstanceAsync(params (string, string)[] settings) =>
        service.NewInstance([("ConnectionStrings:leads", await service.NewMigratedDatabaseAsync()), ("ConnectionStrings:nats", await service.NewNatsAsync()), .. _embeddings.Settings, .. settings]);

    private async Task<Guid> CaptureAsync(ServiceFactory instance, SourceClient source, float[] vector)
    {
        var lead = (await source.CaptureAsync(SampleLeads.One())).LeadId;
        await PutAsync(instance, lead, vector);
        return lead;
    }

    private async Task PutAsync(ServiceFactory instance, Guid lead, float[] vector)
    {
        using var platform = instance.CreateClient();
        platform.DefaultRequestHeaders.Authorization = new("Bearer", service.Issuer.Token(Roles.Service));
        using var answer = await platform.PutAsJsonAsync($"/v1/leads/{lead}/embedding", new LeadEmbedding(RunningEmbeddings.Model, vector), Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }
}
