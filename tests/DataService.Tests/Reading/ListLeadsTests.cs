using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Reading;

public sealed class ListLeadsTests(RunningDataService service)
{
    [Fact]
    public async Task Pages_hold_every_lead_once_newest_first()
    {
        var source = service.NewSource();
        var captured = new List<Guid>();
        for (var i = 0; i < 7; i++)
            captured.Add((await source.CaptureAsync(SampleLeads.One())).LeadId);

        var (seen, cursor, pages) = (new List<Guid>(), (string?)null, 0);
        do
        {
            var page = await ListAsync(source, "?limit=3" + (cursor is null ? "" : $"&cursor={cursor}"));
            seen.AddRange(page.Items.Select(item => item.LeadId));
            cursor = page.NextCursor;
            pages++;
        }
        while (cursor is not null);

        pages.ShouldBe(3);
        captured.Reverse();
        seen.ShouldBe(captured);
    }

    [Fact]
    public async Task Filters_choose_by_status_line_state_and_time()
    {
        var source = service.NewSource();
        var auto = await source.CaptureAsync(SampleLeads.One());
        var home = await source.CaptureAsync(SampleLeads.One("home", "TX", "77512"));
        await using (var changes = await Changes.OpenAsync(source.Http))
        {
            await service.PublishAsync(LeadEventsOf.Disqualified(home.LeadId));
            await changes.UntilAsync(home.LeadId, LeadStatus.Disqualified);
        }

        (await Ids(source, "?line=home")).ShouldBe([home.LeadId]);
        (await Ids(source, "?line=home,auto")).ShouldBe([home.LeadId, auto.LeadId]);
        (await Ids(source, "?state=ny")).ShouldBe([auto.LeadId]);
        (await Ids(source, "?status=disqualified")).ShouldBe([home.LeadId]);
        (await Ids(source, "?status=received&state=TX")).ShouldBeEmpty();
        var received = (await source.Http.GetFromJsonAsync<LeadView>(home.Links.Self))!.ReceivedAt;
        (await Ids(source, $"?from={Uri.EscapeDataString(received.ToString("O"))}")).ShouldBe([home.LeadId]);
        (await Ids(source, $"?to={Uri.EscapeDataString(received.ToString("O"))}")).ShouldBe([auto.LeadId]);
    }

    [Fact]
    public async Task An_item_shows_name_place_and_score()
    {
        var source = service.NewSource();
        var captured = await source.CaptureAsync(SampleLeads.One());
        await using (var changes = await Changes.OpenAsync(source.Http))
        {
            await service.PublishAsync(LeadEventsOf.Qualified(captured.LeadId), LeadEventsOf.Assigned(captured.LeadId, Guid.NewGuid()));
            await changes.UntilAsync(captured.LeadId, LeadStatus.Assigned);
        }

        var item = (await ListAsync(source, "")).Items.ShouldHaveSingleItem();
        item.Name.ShouldStartWith("Ada Byron");
        (item.State, item.PostalCode, item.Score, item.Band, item.Urgency, item.AgentName).ShouldBe(("NY", "10001", 82, "hot", "now", "Avery Brooks"));
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=201", "limit")]
    [InlineData("?limit=many", "limit")]
    [InlineData("?cursor=nonsense", "cursor")]
    [InlineData("?status=new", "status")]
    [InlineData("?line=pet", "line")]
    [InlineData("?state=ZZ", "state")]
    [InlineData("?from=yesterday", "from")]
    public async Task A_wrong_parameter_is_named(string query, string path)
    {
        using var answer = await service.NewSource().Http.GetAsync("/v1/leads" + query, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("invalid_request");
        problem.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe(path);
    }

    [Fact]
    public async Task A_source_sees_its_own_leads_a_manager_all_and_a_stranger_none()
    {
        var (source, other) = (service.NewSource(), service.NewSource());
        var captured = await source.CaptureAsync(SampleLeads.One());

        (await Ids(other, "")).ShouldBeEmpty();
        (await other.Http.GetAsync(captured.Links.Self)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await service.Manager().GetAsync(captured.Links.Self)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await service.Manager().GetAsync($"/v1/leads/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await service.Manager().GetAsync("/v1/leads/not-an-id")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<Guid[]> Ids(SourceClient source, string query) => [.. (await ListAsync(source, query)).Items.Select(item => item.LeadId)];

    private static async Task<Page<LeadListItem>> ListAsync(SourceClient source, string query) =>
        (await source.Http.GetFromJsonAsync<Page<LeadListItem>>("/v1/leads" + query, TestContext.Current.CancellationToken))!;
}
