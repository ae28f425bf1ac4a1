using Bunit;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Console.Leads.Detail;
using LeadPlatform.Frontend.Tests.StandIn;
using Microsoft.Extensions.Time.Testing;

namespace LeadPlatform.Frontend.Tests.Console;

public sealed class DispositionTests : ConsoleTest
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    protected override TimeProvider Clock => _time;

    [Fact]
    public void A_disposition_is_shown_at_once_and_sent_after_the_moment_for_undo()
    {
        var lead = Put(SomeLead.Received().Qualified().AssignedTo(StandInAgents.Avery, "Avery Brooks"));
        var page = Open(lead.LeadId);
        Press(page, "Contacted");
        page.WaitForAssertion(() => page.Find(".outcome-note").TextContent.ShouldContain("Marked contacted"));
        Pressed(page).ShouldBe(["Contacted"]);
        Gateway.Requests.ShouldNotContain($"POST /v1/leads/{lead.LeadId}/disposition");

        _time.Advance(DispositionHold.Moment);
        page.WaitForAssertion(() => page.Find(".outcome-note").TextContent.ShouldContain("Contacted, saved"));
        Gateway.Leads[lead.LeadId].Disposition!.Outcome.ShouldBe(DispositionOutcome.Contacted);
    }

    [Fact]
    public void An_undone_disposition_is_never_sent()
    {
        var lead = Put(SomeLead.Received().Qualified().AssignedTo(StandInAgents.Avery, "Avery Brooks"));
        var page = Open(lead.LeadId);
        Press(page, "Bound");
        Held(page);
        page.Act(() => page.Find("[data-hotkey=u]").Click());
        page.WaitForAssertion(() => Pressed(page).ShouldBeEmpty());
        _time.Advance(DispositionHold.Moment * 2);
        page.Find(".outcome-note").TextContent.ShouldContain("What came of it?");
        Gateway.Requests.ShouldNotContain($"POST /v1/leads/{lead.LeadId}/disposition");
    }

    [Fact]
    public void Lost_asks_for_the_reason()
    {
        var lead = Put(SomeLead.Received().Qualified().AssignedTo(StandInAgents.Avery, "Avery Brooks"));
        var page = Open(lead.LeadId);
        Press(page, "Lost");
        page.WaitForAssertion(() => page.Find(".lost").ShouldNotBeNull());
        page.FindAll(".lost button").Select(button => button.TextContent).ShouldBe(["Not reachable", "Wrong contact details", "Not interested", "Not eligible", "Price", "Other", "Cancel"]);
        page.Act(() => page.FindAll(".lost button").Single(button => button.TextContent == "Price").Click());
        Held(page);
        _time.Advance(DispositionHold.Moment);
        page.WaitForAssertion(() => page.Find(".outcome-note").TextContent.ShouldContain("Lost (price), saved"));
        Gateway.Leads[lead.LeadId].Disposition.ShouldBe(new DispositionView(DispositionOutcome.Lost, LostReason.Price, Gateway.Leads[lead.LeadId].Disposition!.At));
    }

    [Fact]
    public void A_disposition_that_is_refused_is_rolled_back_with_the_reason()
    {
        var lead = Put(SomeLead.Received().Qualified().AssignedTo(StandInAgents.Avery, "Avery Brooks"));
        var page = Open(lead.LeadId);
        Gateway.Instead[$"POST /v1/leads/{lead.LeadId}/disposition"] = context => StandInGateway.ProblemAsync(context, 409, "not_assigned", "No agent has this lead.");
        Press(page, "Quoted");
        Held(page);
        _time.Advance(DispositionHold.Moment);
        page.WaitForAssertion(() => page.Find(".outcome-note").TextContent.ShouldContain("Not saved: No agent has this lead."));
        Pressed(page).ShouldBeEmpty();
    }

    [Fact]
    public async Task Going_elsewhere_sends_what_is_held()
    {
        var lead = Put(SomeLead.Received().Qualified().AssignedTo(StandInAgents.Avery, "Avery Brooks"));
        var page = Open(lead.LeadId);
        Press(page, "Bound");
        Held(page);
        await DisposeComponentsAsync();
        Gateway.Leads[lead.LeadId].Disposition!.Outcome.ShouldBe(DispositionOutcome.Bound);
    }

    private LeadView Put(LeadView lead)
    {
        Gateway.Leads.Put(lead, lead.Timeline());
        return lead;
    }

    private IRenderedComponent<LeadPage> Open(Guid leadId) => Render<LeadPage>(page => page.Add(lead => lead.LeadId, leadId));

    private static void Press(IRenderedComponent<LeadPage> page, string outcome)
    {
        page.WaitForAssertion(() => page.FindAll(".outcome").Count.ShouldBe(4), TimeSpan.FromSeconds(60));
        page.Act(() => page.FindAll(".outcome").Single(button => button.TextContent == outcome).Click());
    }

    private static void Held(IRenderedComponent<LeadPage> page) => page.WaitForAssertion(() => page.Find("[data-hotkey=u]").ShouldNotBeNull());

    private static IEnumerable<string> Pressed(IRenderedComponent<LeadPage> page) =>
        page.FindAll(".outcome[aria-pressed=true]").Select(button => button.TextContent);
}
