using Bunit;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Console.Leads.Inbox;
using LeadPlatform.Frontend.Tests.StandIn;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.Frontend.Tests.Console;

public sealed class InboxPageTests : ConsoleTest
{
    [Fact]
    public void A_lead_that_comes_in_appears_without_reload_and_changes_in_place()
    {
        var page = Open();
        page.WaitForAssertion(() => page.Find(".state h2").TextContent.ShouldBe("No leads yet"));
        var lead = SomeLead.Received("Nova", "Fresh");
        Live(page);
        Gateway.Leads.Put(lead);
        Until(page, () => page.Find(".row-link").TextContent.ShouldContain("Nova Fresh"));
        page.Find(".row-link .status").TextContent.ShouldContain("Received");

        Gateway.Leads.Put(lead.Qualified(82).AssignedTo(StandInAgents.Avery, "Avery Brooks"));
        Until(page, () => page.Find(".row-link .status").TextContent.ShouldContain("Assigned"));
        page.FindAll(".row-link").Count.ShouldBe(1);
        page.Find(".c-score").TextContent.ShouldBe("82Hot");
        page.Find(".c-agent").TextContent.ShouldBe("Avery Brooks");
    }

    [Fact]
    public async Task While_the_reader_is_further_down_new_leads_wait_under_a_pill()
    {
        Gateway.Leads.Put(SomeLead.Received("First", "Lead"));
        var page = Open();
        Live(page);
        Until(page, () => page.Find(".row-link").TextContent.ShouldContain("First Lead"));
        await page.InvokeAsync(() => page.Instance.TopSeen(false));
        Gateway.Leads.Put(SomeLead.Received("Second", "Lead"));
        Gateway.Leads.Put(SomeLead.Received("Third", "Lead", at: DateTimeOffset.UtcNow.AddMilliseconds(50)));
        Until(page, () => page.Find(".pill").TextContent.ShouldContain("2 new leads"));
        page.FindAll(".row-link").Count.ShouldBe(1);

        page.Act(() => page.Find(".pill").Click());
        page.WaitForAssertion(() => page.FindAll(".c-name").Select(name => name.TextContent).ShouldBe(["Third Lead", "Second Lead", "First Lead"]));
        page.WaitForAssertion(() => page.FindAll(".pill").ShouldBeEmpty());
    }

    [Fact]
    public void What_the_stream_lost_is_read_again_when_it_is_back()
    {
        Gateway.Leads.Put(SomeLead.Received("First", "Lead"));
        var page = Open();
        Live(page);
        Gateway.Leads.PutUntold(SomeLead.Received("Lost", "Lead"));
        Gateway.Leads.EndStreams();
        page.WaitForAssertion(() => page.Find(".live").TextContent.ShouldContain("Stale since"));
        Until(page, () => page.Find(".row-link").TextContent.ShouldContain("Lost Lead"));
        Live(page);
    }

    [Fact]
    public void The_stream_is_open_before_the_list_is_read()
    {
        var page = Open();
        Live(page);
        Until(page, () =>
        {
            var requests = Gateway.Requests.ToArray();
            Array.IndexOf(requests, "GET /v1/leads/stream").ShouldBeLessThan(Array.LastIndexOf(requests, "GET /v1/leads"));
        });
    }

    [Fact]
    public async Task A_filter_in_the_address_filters_and_an_empty_result_says_how_to_see_more()
    {
        Gateway.Leads.Put(SomeLead.Received("Auto", "Driver"));
        Gateway.Leads.Put(SomeLead.Received("Home", "Owner", Line.Home));
        var page = Open("?line=home");
        page.WaitForAssertion(() => page.FindAll(".c-name").Select(name => name.TextContent).ShouldBe(["Home Owner"]));
        page.Find(".c-name a").GetAttribute("href")!.ShouldEndWith("?line=home");

        await DisposeComponentsAsync();
        var none = Open("?line=life");
        none.WaitForAssertion(() => none.Find(".state h2").TextContent.ShouldBe("No lead matches"));
        none.Find(".state a").GetAttribute("href").ShouldBe("/console/leads");
    }

    [Fact]
    public void Choosing_a_filter_puts_it_into_the_address()
    {
        var page = Open("?line=home");
        page.Act(() => page.Find(".filters select").Change("assigned"));
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/console/leads?status=assigned&line=home");
    }

    [Fact]
    public void Leads_that_can_not_be_read_are_a_state_with_a_way_on()
    {
        Gateway.Down = true;
        var page = Open();
        page.WaitForAssertion(() => page.Find(".state h2").TextContent.ShouldBe("The platform does not answer"), TimeSpan.FromSeconds(60));
        Gateway.Down = false;
        Gateway.Leads.Put(SomeLead.Received("Back", "Again"));
        page.Act(() => page.Find(".state button").Click());
        page.WaitForAssertion(() => page.Find(".row-link").TextContent.ShouldContain("Back Again"), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void A_role_without_leads_is_told_so()
    {
        Gateway.Always["GET /v1/leads"] = context => StandInGateway.ProblemAsync(context, 403, "forbidden", "The credential does not allow this.");
        var page = Open();
        page.WaitForAssertion(() => page.Find(".state h2").TextContent.ShouldBe("Your role does not allow this"));
    }

    [Fact]
    public void Hovering_a_score_shows_its_reasons()
    {
        Gateway.Leads.Put(SomeLead.Received().Qualified(82));
        var page = Open();
        page.WaitForAssertion(() => page.Find(".c-score").TextContent.ShouldBe("82Hot"));
        page.Act(() => page.Find(".c-score").MouseEnter());
        page.WaitForAssertion(() => page.Find(".hover-card").TextContent.ShouldContain("+22"), TimeSpan.FromSeconds(60));
        page.Act(() => page.Find(".c-score").MouseLeave());
        page.WaitForAssertion(() => page.FindAll(".hover-card").ShouldBeEmpty());
    }

    [Fact]
    public void Four_hundred_leads_at_once_end_in_the_right_order_each_once()
    {
        var page = Open();
        Live(page);
        var leads = Enumerable.Range(0, 400).Select(number => SomeLead.Received($"Lead{number}", "Many", at: DateTimeOffset.UtcNow.AddMilliseconds(number))).ToList();
        foreach (var lead in leads)
            Gateway.Leads.Put(lead);
        Until(page, () => page.Find(".row-link").TextContent.ShouldContain("Lead399 Many"));
        Services.GetRequiredService<LeadInbox>().Rows.Select(row => row.LeadId).ShouldBeUnique();
        Services.GetRequiredService<LeadInbox>().Rows.ShouldBe(Services.GetRequiredService<LeadInbox>().Rows.OrderByDescending(row => row.LeadId));
    }

    private IRenderedComponent<InboxPage> Open(string query = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/console/leads{query}");
        return Render<InboxPage>();
    }

    private static void Live(IRenderedComponent<InboxPage> page) => Until(page, () => page.Find(".live").TextContent.Trim().ShouldBe("Live"));

    private static void Until(IRenderedComponent<InboxPage> page, Action holds) => page.WaitForAssertion(holds, TimeSpan.FromSeconds(60));
}
