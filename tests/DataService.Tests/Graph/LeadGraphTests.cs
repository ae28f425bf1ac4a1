using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Graph;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.DataService.Tests.Graph;

/// <summary>The graph from outside: what is posted is soon in it, and each caller sees what they may.</summary>
public sealed class LeadGraphTests(RunningDataService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_graph_of_a_lead_shows_who_shares_its_address_however_it_is_written_and_what_it_has_in_common_with_them()
    {
        var source = service.NewSource();
        var street = $"{Random.Shared.Next(10_000, 99_999)} North Graph";
        var one = await source.CaptureAsync(At(SampleLeads.One(), $"{street} Street"));
        var other = await source.CaptureAsync(At(SampleLeads.One("home"), $"{street.ToUpperInvariant()} ST."));
        await source.CaptureAsync(SampleLeads.One());

        var graph = await UntilAsync(service.Manager(), one.LeadId, view => view.Household.Count == 1);

        graph.Household.ShouldBe([other.LeadId]);
        graph.Nodes[0].LeadId.ShouldBe(one.LeadId);
        var address = graph.Nodes.Single(node => node.Kind == "address");
        (address.Leads, address.Links).ShouldBe((2, true));
        graph.Edges.Where(edge => edge.To == address.Id).Select(edge => edge.From).ShouldBe([$"lead:{one.LeadId}", $"lead:{other.LeadId}"], ignoreOrder: true);
        graph.Edges.Count(edge => edge.To == $"source:{source.SourceId}" && edge.Kind == "came_from").ShouldBe(2);
        graph.Nodes.Count(node => node.Kind == "lead").ShouldBe(2);
    }

    [Fact]
    public async Task A_source_sees_its_own_leads_in_the_graph_and_no_trace_of_others()
    {
        var (source, stranger) = (service.NewSource(), service.NewSource());
        var street = $"{Random.Shared.Next(10_000, 99_999)} Secret Lane";
        var one = await source.CaptureAsync(At(SampleLeads.One(), street));
        await stranger.CaptureAsync(At(SampleLeads.One("home"), street));
        await UntilAsync(service.Manager(), one.LeadId, view => view.Household.Count == 1);

        var own = (await source.Http.GetFromJsonAsync<LeadGraphView>($"/v1/leads/{one.LeadId}/graph", Cancellation))!;

        own.Nodes.Where(node => node.Kind == "lead").Select(node => node.LeadId).ShouldBe([one.LeadId]);
        own.Household.ShouldBeEmpty();
        own.Nodes.ShouldAllBe(node => node.Leads == null);
        (await stranger.Http.GetAsync($"/v1/leads/{one.LeadId}/graph", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await source.Http.GetAsync("/v1/graph/rings", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await source.Http.PostAsync("/v1/graph/rebuilds", null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_ring_is_listed_with_its_leads_and_a_qualification_is_told_of_it_and_of_velocity()
    {
        var source = service.NewSource();
        var posts = Enumerable.Range(0, 4).Select(_ => SampleLeads.One()).ToArray();
        var phone = $"(907) 555-{Random.Shared.Next(100, 200):0000}";
        var leads = new List<Guid>();
        foreach (var post in posts)
        {
            post["contact"]!["phone"] = phone;
            post["contact"]!["firstName"] = $"Person{Letters(leads.Count)}";
            leads.Add((await source.CaptureAsync(post)).LeadId);
        }

        var told = await InputsAsync([.. leads]);

        told.Select(one => one.Signals!.RingSize).ShouldAllBe(size => size == 4);
        told.OrderBy(one => one.LeadId).Select(one => one.Signals!.PhoneLeads24h).ShouldBe([1, 2, 3, 4]);
        var ringId = told[0].Signals!.RingId!;
        await Eventually.HoldsAsync(async () => (await service.Manager().GetAsync($"/v1/graph/rings/{ringId}", Cancellation)).IsSuccessStatusCode
            && (await service.Manager().GetFromJsonAsync<RingLeads>($"/v1/graph/rings/{ringId}", Cancellation))!.LeadIds.Count == 4);
        (await service.Manager().GetFromJsonAsync<RingLeads>($"/v1/graph/rings/{ringId}", Cancellation))!.LeadIds.ShouldBe(leads);
        var listed = (await service.Manager().GetFromJsonAsync<Page<RingView>>("/v1/graph/rings?limit=200", Cancellation))!.Items.Single(ring => ring.RingId == ringId);
        (listed.Kind, listed.Leads, listed.People, listed.Review).ShouldBe(("phone", 4, 4, false));
        (await UntilAsync(service.Manager(), leads[0], view => view.Ring is not null)).Ring.ShouldBe(new RingOfLead(ringId, 4));
    }

    [Fact]
    public async Task Nothing_that_the_graph_tells_holds_a_contact_value()
    {
        var source = service.NewSource();
        var post = SampleLeads.One();
        var lead = await source.CaptureAsync(post);

        var text = await service.Manager().GetStringAsync($"/v1/leads/{lead.LeadId}/graph", Cancellation);

        foreach (var value in new[] { "lastName", "email", "phone" })
            text.ShouldNotContain((string)post["contact"]![value]!);
        text.ShouldNotContain((string)post["contact"]!["address"]!["street"]!);
    }

    [Fact]
    public async Task Two_leads_are_connected_by_the_way_over_a_third()
    {
        var source = service.NewSource();
        var (first, middle, last) = (SampleLeads.One(), SampleLeads.One("home"), SampleLeads.One("life"));
        middle["contact"]!["phone"] = (string)first["contact"]!["phone"]!;
        last["contact"]!["email"] = (string)middle["contact"]!["email"]!;
        var ids = new[] { await source.CaptureAsync(first), await source.CaptureAsync(middle), await source.CaptureAsync(last) }.Select(answer => answer.LeadId).ToArray();
        await UntilAsync(service.Manager(), ids[0], view => view.Nodes.Count(node => node.Kind == "lead") >= 3);

        var path = (await service.Manager().GetFromJsonAsync<GraphPathView>($"/v1/graph/path?from={ids[0]}&to={ids[2]}", Cancellation))!.Nodes;

        path.Where((_, i) => i % 2 == 0).ShouldBe(ids.Select(id => $"lead:{id}"));
        path.Where((_, i) => i % 2 == 1).Select(node => node.Split(':')[0]).ShouldBe(["phone", "email"]);
    }

    [Theory]
    [InlineData("/v1/graph/rings?limit=0", "limit")]
    [InlineData("/v1/graph/rings?minLeads=2", "minLeads")]
    [InlineData("/v1/graph/rings?cursor=x", "cursor")]
    [InlineData("/v1/graph/sources?days=91", "days")]
    [InlineData("/v1/graph/agents?line=pets&state=NY", "line")]
    [InlineData("/v1/graph/agents?line=auto&state=XX", "state")]
    public async Task What_can_not_be_asked_is_refused_with_its_field(string address, string field)
    {
        using var answer = await service.Manager().GetAsync(address, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task With_a_graph_that_is_away_leads_are_captured_and_qualified_without_signals_and_its_endpoints_say_so()
    {
        await using var own = service.NewInstance(
            ("ConnectionStrings:leads", await service.NewMigratedDatabaseAsync()), ("ConnectionStrings:nats", await service.NewNatsAsync()),
            ("Graph:Provider", "Neo4j"), ("ConnectionStrings:graph", "http://127.0.0.1:9"));
        var source = service.NewSource(own);
        var lead = await source.CaptureAsync(SampleLeads.One());
        using var inside = own.CreateClient();
        inside.DefaultRequestHeaders.Authorization = new("Bearer", service.Issuer.Token(Roles.Service));

        using var inputs = await inside.PostAsJsonAsync("/internal/qualification-inputs", new QualificationInputsRequest([lead.LeadId]), Cancellation);
        using var graph = await source.Http.GetAsync($"/v1/leads/{lead.LeadId}/graph", Cancellation);

        (await inputs.Content.ReadFromJsonAsync<QualificationInputs>(Cancellation))!.Items.Single().Signals.ShouldBeNull();
        (graph.StatusCode, graph.Headers.RetryAfter!.Delta).ShouldBe((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)));
        // Nothing is left out: it waits.
        await using var count = own.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand("SELECT count(*) FROM graph_backlog");
        (await count.ExecuteScalarAsync(Cancellation)).ShouldBe(1L);
    }

    [Theory]
    [InlineData("Graph:Provider", "Neptune", "ConnectionStrings:graph")]
    [InlineData("Graph:BatchSize", "0", "Graph:BatchSize must be from 1 to 10000 leads.")]
    public async Task A_wrong_setting_of_the_graph_stops_the_start(string key, string value, string told) =>
        (await RefusedStart.ReasonAsync(async () => await service.NewInstance((key, value)).DisposeAsync())).ShouldContain(told);

    internal static async Task<LeadGraphView> UntilAsync(HttpClient client, Guid leadId, Func<LeadGraphView, bool> holds)
    {
        LeadGraphView? view = null;
        await Eventually.HoldsAsync(async () => holds(view = (await client.GetFromJsonAsync<LeadGraphView>($"/v1/leads/{leadId}/graph", Cancellation))!));
        return view!;
    }

    private async Task<IReadOnlyList<QualificationInput>> InputsAsync(Guid[] leadIds)
    {
        using var answer = await service.Client(Roles.Service).PostAsJsonAsync("/internal/qualification-inputs", new QualificationInputsRequest(leadIds), Cancellation);
        return (await answer.Content.ReadFromJsonAsync<QualificationInputs>(Cancellation))!.Items;
    }

    private static JsonObject At(JsonObject post, string street)
    {
        post["contact"]!["address"]!["street"] = street;
        return post;
    }

    private static string Letters(int number) => $"{(char)('a' + number)}{Guid.NewGuid().ToString("N").Replace("0", "g", StringComparison.Ordinal).Where(char.IsLetter).Aggregate("", (text, letter) => text + letter)}";
}
