using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.DataService.Vectors.Embedding;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Vectors;

/// <summary>Likeness over HTTP, with the embedded index.</summary>
public sealed class SimilarLeadsTests(RunningDataService service)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leads_like_one_are_listed_nearest_first_without_itself()
    {
        var source = service.NewSource();
        var one = await CaptureAsync(source, "auto", "WY", "82001", """{ "vehicleYear": 2019, "currentlyInsured": true }""", "My rate was raised after a claim");
        var twin = await CaptureAsync(source, "auto", "WY", "82001", """{ "vehicleYear": 2020, "currentlyInsured": true }""", "rates raised, had an accident");
        var cousin = await CaptureAsync(source, "auto", "MT", "59001", """{ "vehicleYear": 1998, "currentlyInsured": false }""", "Please call after 6pm");
        var stranger = await CaptureAsync(source, "life", "FL", "33101", """{ "termYears": 30 }""", null);

        var similar = await UntilAsync(source.Http, $"/v1/leads/{one}/similar", 3);

        similar.Model.ShouldBe("local-hash-1");
        similar.Items.Select(item => item.Lead.LeadId).ShouldBe([twin, cousin, stranger]);
        similar.Items[0].Similarity.ShouldBeInRange(0.8, 0.9999);
        similar.Items[0].Lead.State.ShouldBe("WY");
        similar.Items[2].Similarity.ShouldBeLessThan(0.3);
        (await source.Http.GetFromJsonAsync<SimilarLeads>($"/v1/leads/{one}/similar?line=auto,life&state=FL,MT&limit=1", Token))!.Items.Select(item => item.Lead.LeadId).ShouldBe([cousin]);
        (await source.Http.GetFromJsonAsync<SimilarLeads>($"/v1/leads/{one}/similar?to=2020-01-01", Token))!.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_text_finds_the_leads_it_speaks_of()
    {
        var source = service.NewSource();
        var teens = await CaptureAsync(source, "auto", "NM", "87101", """{ "vehicleYear": 2019 }""", "I have two teenage drivers and a recent speeding ticket.");
        var moving = await CaptureAsync(source, "home", "NM", "87101", """{ "propertyType": "condo", "ownership": "own" }""", "Moving to a new house next month.");
        await UntilAsync(source.Http, $"/v1/leads/{teens}/similar", 1);

        (await SearchAsync(source.Http, new LeadSearch("cars with teenage drivers in New Mexico"))).Items[0].Lead.LeadId.ShouldBe(teens);
        (await SearchAsync(source.Http, new LeadSearch("moves into a condo"))).Items[0].Lead.LeadId.ShouldBe(moving);
        (await SearchAsync(source.Http, new LeadSearch("moves into a condo", Lines: ["auto"]))).Items.Select(item => item.Lead.LeadId).ShouldBe([teens]);
        (await SearchAsync(source.Http, new LeadSearch("moves into a condo", States: ["nm"], Limit: 1))).Items.Select(item => item.Lead.LeadId).ShouldBe([moving]);
        (await SearchAsync(source.Http, new LeadSearch("moves into a condo", To: DateTimeOffset.UtcNow.AddDays(-1)))).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_publisher_finds_their_own_leads_alone_an_agent_theirs_and_a_manager_all()
    {
        var (mine, other, agent) = (service.NewSource(), service.NewSource(), Guid.CreateVersion7());
        const string Details = """{ "industry": "Beekeeping", "employees": 7411 }""";
        var own = await CaptureAsync(mine, "commercial", "VT", "05401", Details, null);
        var foreign = await CaptureAsync(other, "commercial", "VT", "05401", Details, null);
        await service.PublishAsync(LeadEventsOf.Assigned(foreign, agent));
        var manager = service.Manager();
        await Eventually.HoldsAsync(async () => (await ManagerFindsAsync()).Order().SequenceEqual(new[] { own, foreign }.Order()));

        (await SearchAsync(mine.Http, new LeadSearch("commercial in Vermont", Lines: ["commercial"]))).Items.Select(item => item.Lead.LeadId).ShouldBe([own]);
        (await mine.Http.GetFromJsonAsync<SimilarLeads>($"/v1/leads/{own}/similar", Token))!.Items.ShouldBeEmpty();
        (await mine.Http.GetAsync($"/v1/leads/{foreign}/similar", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var agents = service.Client(Roles.Agent, agentId: agent);
        await Eventually.HoldsAsync(async () => (await SearchAsync(agents, new LeadSearch("commercial in Vermont"))).Items.Select(item => item.Lead.LeadId).SequenceEqual([foreign]));
        (await SearchAsync(service.Client(Roles.Agent, agentId: Guid.CreateVersion7()), new LeadSearch("commercial in Vermont"))).Items.ShouldBeEmpty();

        async Task<IEnumerable<Guid>> ManagerFindsAsync() =>
            (await SearchAsync(manager, new LeadSearch("commercial in Vermont", Lines: ["commercial"], States: ["VT"]))).Items.Select(item => item.Lead.LeadId);
    }

    [Fact]
    public async Task Every_wrong_member_is_named()
    {
        var manager = service.Manager();
        (await ErrorsAsync(await manager.GetAsync($"/v1/leads/{Guid.NewGuid()}/similar?line=boat&state=ZZ&from=soon&limit=51", Token), HttpStatusCode.BadRequest)).ShouldBe(["from", "limit", "line", "state"]);
        (await ErrorsAsync(await manager.PostAsJsonAsync("/v1/leads/search", new LeadSearch(" ", ["boat"], ["ZZ"], Limit: 0), Token), HttpStatusCode.UnprocessableEntity)).ShouldBe(["limit", "lines", "states", "text"]);
        (await ErrorsAsync(await manager.PostAsJsonAsync("/v1/leads/search", new LeadSearch("Zebulon Quigley"), Token), HttpStatusCode.UnprocessableEntity)).ShouldBe(["text"]);
        (await manager.GetAsync($"/v1/leads/{Guid.CreateVersion7()}/similar", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await service.ClientWithToken(null).PostAsJsonAsync("/v1/leads/search", new LeadSearch("auto"), Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_vector_that_a_service_puts_takes_the_place_of_the_local_one()
    {
        var source = service.NewSource();
        var one = await CaptureAsync(source, "renters", "ID", "83701", null, null);
        var far = await CaptureAsync(source, "life", "ME", "04101", """{ "termYears": 10 }""", "no rush");
        (await UntilAsync(source.Http, $"/v1/leads/{one}/similar", 1)).Items[0].Similarity.ShouldBeLessThan(0.5);
        var likeFar = LocalEmbedding.OfLead(new LeadContent("life", "ME", "04101", """{ "termYears": 10 }""", "no rush", "Ada Byron"));
        var platform = service.Client(Roles.Service);

        (await PutAsync(platform, one, new LeadEmbedding("local-hash-1", [.. likeFar.Select(number => number * 3)]))).ShouldBe(HttpStatusCode.NoContent);

        (await source.Http.GetFromJsonAsync<SimilarLeads>($"/v1/leads/{one}/similar", Token))!.Items.Single().Similarity.ShouldBeGreaterThan(0.95);
        await Eventually.HoldsAsync(async () => (await source.Http.GetFromJsonAsync<SimilarLeads>($"/v1/leads/{far}/similar", Token))!.Items.Single().Similarity > 0.95);
        (await PutAsync(platform, one, new LeadEmbedding("text-embedding-3-small", likeFar))).ShouldBe(HttpStatusCode.Conflict);
        (await PutAsync(platform, one, new LeadEmbedding("local-hash-1", [1, 2, 3]))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PutAsync(platform, one, new LeadEmbedding("local-hash-1", new float[384]))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PutAsync(platform, Guid.CreateVersion7(), new LeadEmbedding("local-hash-1", likeFar))).ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync(service.Manager(), one, new LeadEmbedding("local-hash-1", likeFar))).ShouldBe(HttpStatusCode.Forbidden);
    }

    internal static async Task<Guid> CaptureAsync(SourceClient source, string line, string state, string zip, string? details, string? notes)
    {
        var lead = SampleLeads.One(line, state, zip);
        lead["details"] = details is null ? null : JsonNode.Parse(details);
        lead["notes"] = notes;
        return (await source.CaptureAsync(lead)).LeadId;
    }

    internal static async Task<SimilarLeads> UntilAsync(HttpClient client, string path, int count)
    {
        SimilarLeads? found = null;
        await Eventually.HoldsAsync(async () => (found = await client.GetFromJsonAsync<SimilarLeads>(path, Token))!.Items.Count == count);
        return found!;
    }

    internal static async Task<SimilarLeads> SearchAsync(HttpClient client, LeadSearch search)
    {
        using var answer = await client.PostAsJsonAsync("/v1/leads/search", search, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Token));
        return (await answer.Content.ReadFromJsonAsync<SimilarLeads>(Token))!;
    }

    private static async Task<HttpStatusCode> PutAsync(HttpClient client, Guid leadId, LeadEmbedding embedding)
    {
        using var answer = await client.PutAsJsonAsync($"/v1/leads/{leadId}/embedding", embedding, Token);
        return answer.StatusCode;
    }

    private static async Task<IEnumerable<string>> ErrorsAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        answer.StatusCode.ShouldBe(status);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        return problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()!).Order(StringComparer.Ordinal);
    }
}
