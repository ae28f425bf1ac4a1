using Bunit;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Frontend.Console.Leads.Detail;
using LeadPlatform.Frontend.Tests.StandIn;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.Frontend.Tests.Console;

public sealed class LeadPageTests : ConsoleTest
{
    [Fact]
    public void A_lead_reads_who_what_how_good_who_has_it_and_what_happened()
    {
        var lead = Put(SomeLead.Received().Qualified(82).AssignedTo(StandInAgents.Avery, "Avery Brooks"));
        var page = Open(lead.LeadId);
        page.WaitForAssertion(() => page.Find("h1").TextContent.ShouldBe("Hallie Cole"));
        page.FindAll(".lead-main .panel h2").Select(title => title.TextContent).ShouldBe(["Who", "What they want", "How good and why", "Who has it", "What happened"]);
        page.Find("a[href='tel:+18025550142']").TextContent.ShouldContain("Call (802) 555-0142");
        page.Find("a[href='mailto:hallie.cole@example.com']").ShouldNotBeNull();
        page.Find(".their-time").TextContent.ShouldMatch(@"It is \d+:\d\d [AP]M E[SD]T where they live");
        page.FindAll(".points").Select(points => points.TextContent).ShouldBe(["+22", "+14", "+9", "−6"]);
        page.FindAll(".timeline li").Count.ShouldBe(3);
        page.FindAll(".timeline li")[1].TextContent.ShouldContain("240 ms later");
    }

    [Fact]
    public void A_lead_that_changes_while_it_is_open_changes_on_the_screen()
    {
        var lead = Put(SomeLead.Received());
        var page = Open(lead.LeadId);
        Until(page, () => page.Find(".live").TextContent.Trim().ShouldBe("Live"));
        page.Find(".lead-line .status").TextContent.ShouldContain("Received");
        Put(lead.Qualified(91).AssignedTo(StandInAgents.Avery, "Avery Brooks"));
        Until(page, () => page.Find(".lead-line .status").TextContent.ShouldContain("Assigned"));
        page.Find(".score-head .score-number").TextContent.ShouldBe("91");
        page.FindAll(".timeline li").Count.ShouldBe(3);
    }

    [Fact]
    public void The_neighbours_of_the_list_are_one_step_away()
    {
        var first = Put(SomeLead.Received("First", "Lead", at: DateTimeOffset.UtcNow.AddMinutes(-3)));
        var second = Put(SomeLead.Received("Second", "Lead", at: DateTimeOffset.UtcNow.AddMinutes(-2)));
        var third = Put(SomeLead.Received("Third", "Lead", at: DateTimeOffset.UtcNow.AddMinutes(-1)));
        var page = Open(second.LeadId);
        Until(page, () => page.Find(".steps .quiet").TextContent.ShouldBe("2 of 3"));
        page.Find("[data-hotkey=k]").GetAttribute("href").ShouldBe($"/console/leads/{third.LeadId}");
        page.Find("[data-hotkey=j]").GetAttribute("href").ShouldBe($"/console/leads/{first.LeadId}");
    }

    [Fact]
    public void A_lead_that_is_not_there_says_so_with_the_way_back()
    {
        var page = Open(Guid.CreateVersion7());
        page.WaitForAssertion(() => page.Find(".state h2").TextContent.ShouldBe("There is nothing to see here"));
        page.Find(".state a").GetAttribute("href").ShouldBe("/console/leads");
    }

    [Fact]
    public void A_lead_nobody_has_takes_no_disposition()
    {
        var page = Open(Put(SomeLead.Received().Qualified()).LeadId);
        page.WaitForAssertion(() => page.Find("h1").TextContent.ShouldBe("Hallie Cole"));
        page.FindAll(".outcome").ShouldBeEmpty();
    }

    [Fact]
    public void What_a_consumer_wrote_is_shown_as_text()
    {
        var page = Open(Put(SomeLead.Received("<b>Bold</b>") with { Notes = "<img src=x onerror=alert(1)>" }).LeadId);
        page.WaitForAssertion(() => page.Find("h1").TextContent.ShouldBe("<b>Bold</b> Cole"));
        page.FindAll("img, h1 b").ShouldBeEmpty();
    }

    [Fact]
    public void A_reading_that_fails_keeps_what_is_shown_and_says_that_it_is_old()
    {
        var lead = Put(SomeLead.Received());
        var page = Open(lead.LeadId);
        Until(page, () => page.Find(".live").TextContent.Trim().ShouldBe("Live"));
        Gateway.Instead[$"GET /v1/leads/{lead.LeadId}"] = context => StandInGateway.ProblemAsync(context, 400, ProblemCode.Internal, "Broken for a moment.");
        Put(lead.Qualified());
        Until(page, () => page.Find(".bar-warn").TextContent.ShouldContain("What you see may be old: Broken for a moment."));
        page.Find("h1").TextContent.ShouldBe("Hallie Cole");
    }

    private LeadView Put(LeadView lead)
    {
        Gateway.Leads.Put(lead, lead.Timeline());
        return lead;
    }

    private IRenderedComponent<LeadPage> Open(Guid leadId)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/console/leads/{leadId}");
        return Render<LeadPage>(page => page.Add(lead => lead.LeadId, leadId));
    }

    private static void Until(IRenderedComponent<LeadPage> page, Action holds) => page.WaitForAssertion(holds, TimeSpan.FromSeconds(60));
}
