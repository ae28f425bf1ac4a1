using Bunit;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Frontend.Console.Agents;
using LeadPlatform.Frontend.Tests.StandIn;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.Frontend.Tests.Console;

public sealed class AgentPagesTests : ConsoleTest
{
    [Fact]
    public void The_list_shows_who_takes_leads_now_and_how_many_they_had()
    {
        Gateway.Agents.Put(SomeAgent.Avery);
        Gateway.Agents.Put(SomeAgent.Of("Zoe Late") with { OnDuty = false });
        Gateway.Agents.Put(SomeAgent.Of("Max Paused") with { OnDuty = false, Available = false });
        var page = Render<AgentsPage>();
        page.WaitForAssertion(() => page.FindAll(".row-link").Count.ShouldBe(3));
        page.FindAll(".c-name").Select(name => name.TextContent).ShouldBe(["Avery Brooks", "Max Paused", "Zoe Late"]);
        page.FindAll(".c-status").Select(state => state.TextContent).ShouldBe(["On duty", "Paused", "Off hours"]);
        page.FindAll(".c-licences").Select(licences => licences.TextContent).ShouldBe(["VT · all lines", "CT, NJ, NY · Auto, Home", "CT, NJ, NY · Auto, Home"]);
        page.Find("meter").GetAttribute("value").ShouldBe("34");
        page.Find(".page-head .quiet").TextContent.ShouldBe("1 of 3 on duty");
    }

    [Fact]
    public void Without_agents_a_manager_is_asked_to_add_one()
    {
        var page = Render<AgentsPage>();
        page.WaitForAssertion(() => page.Find(".state a").GetAttribute("href").ShouldBe("/console/agents/new"));
    }

    [Fact]
    public void The_switch_changes_at_once_and_goes_back_when_it_is_refused()
    {
        Gateway.Agents.Put(SomeAgent.Avery);
        var page = Render<AgentPage>(agent => agent.Add(one => one.AgentId, StandInAgents.Avery));
        page.WaitForAssertion(() => page.Find("h1").TextContent.ShouldBe("Avery Brooks"));
        page.Act(() => page.Find("input[type=checkbox]").Change(false));
        page.WaitForAssertion(() => Gateway.Agents[StandInAgents.Avery].Available.ShouldBeFalse());
        page.WaitForAssertion(() => page.Find(".lead-line .status").TextContent.ShouldBe("Paused"));

        Gateway.Instead[$"PATCH /v1/agents/{StandInAgents.Avery}"] = context => StandInGateway.ProblemAsync(context, 403, "forbidden", "Not yours.");
        page.Act(() => page.Find("input[type=checkbox]").Change(true));
        page.WaitForAssertion(() => page.Find(".lead-line .status").TextContent.ShouldBe("Paused"));
        Gateway.Agents[StandInAgents.Avery].Available.ShouldBeFalse();
    }

    [Fact]
    public void Saving_sends_the_whole_agent_with_the_version_that_was_read()
    {
        Gateway.Agents.Put(SomeAgent.Avery);
        var page = Edit();
        page.Act(() => page.Find("#name").Change("Avery Hill"));
        page.Act(() => page.Find("#dailyCapacity").Change("40"));
        page.Act(() => page.Find("form.edit").Submit());
        page.WaitForAssertion(() => Gateway.Agents[StandInAgents.Avery].Name.ShouldBe("Avery Hill"));
        Gateway.Agents[StandInAgents.Avery].ShouldSatisfyAllConditions(
            agent => agent.DailyCapacity.ShouldBe(40),
            agent => agent.Licences.ShouldBe(SomeAgent.Avery.Licences, ignoreOrder: true),
            agent => agent.WorkingHours.ShouldBe(SomeAgent.Avery.WorkingHours));
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith($"/console/agents/{StandInAgents.Avery}");
    }

    [Fact]
    public void A_change_made_meanwhile_is_not_written_over_unasked()
    {
        Gateway.Agents.Put(SomeAgent.Avery);
        var page = Edit();
        Gateway.Agents.Put(SomeAgent.Avery with { DailyCapacity = 7 });
        page.Act(() => page.Find("#name").Change("Avery Hill"));
        page.Act(() => page.Find("form.edit").Submit());
        page.WaitForAssertion(() => page.Find(".bar-warn").TextContent.ShouldContain("Somebody changed this agent while you were editing."));
        Gateway.Agents[StandInAgents.Avery].ShouldBe(SomeAgent.Avery with { DailyCapacity = 7 });

        page.Act(() => page.FindAll(".bar-warn button").Single(button => button.TextContent == "Take their version").Click());
        page.WaitForAssertion(() => page.Find("#dailyCapacity").GetAttribute("value").ShouldBe("7"));
    }

    [Fact]
    public void A_wrong_field_is_named_beside_it()
    {
        var page = Render<AgentEditPage>();
        page.WaitForAssertion(() => page.Find("form.edit").ShouldNotBeNull());
        page.Act(() => page.Find("form.edit").Submit());
        page.WaitForAssertion(() => page.Find("#name").GetAttribute("aria-invalid").ShouldBe("true"));
        page.Find(".field .bad").TextContent.ShouldBe("1 to 200 characters.");
        page.Find("[role=alert]").TextContent.ShouldContain("1 to 200 characters.");
    }

    [Fact]
    public void Licences_are_added_for_every_line_in_every_state_named()
    {
        var page = Render<AgentEditPage>();
        page.WaitForAssertion(() => page.FindAll(".checks input").Count.ShouldBe(7));
        page.Act(() => page.FindAll(".checks input")[0].Change(true));
        page.Act(() => page.FindAll(".checks input")[1].Change(true));
        page.Act(() => page.Find("#states").Change("vt, NH"));
        page.Act(() => page.Find("#expires").Change("2028-01-31"));
        page.Act(() => page.FindAll(".add button").Single(button => button.TextContent == "Add").Click());
        page.FindAll("button.chip").Count.ShouldBe(4);

        page.Act(() => page.FindAll(".checks input")[0].Change(true));
        page.Act(() => page.Find("#states").Change("Vermont"));
        page.Act(() => page.FindAll(".add button").Single(button => button.TextContent == "Add").Click());
        page.Find(".add .bad").TextContent.ShouldBe("Not a state: VERMONT");

        page.Act(() => page.Find("#name").Change("New Agent"));
        page.Act(() => page.Find("form.edit").Submit());
        page.WaitForAssertion(() => Gateway.Agents.Bodies.ShouldHaveSingleItem()["licences"]!.AsArray().Count.ShouldBe(4));
    }

    private IRenderedComponent<AgentEditPage> Edit()
    {
        var page = Render<AgentEditPage>(agent => agent.Add(one => one.AgentId, StandInAgents.Avery));
        page.WaitForAssertion(() => page.Find("#name").GetAttribute("value").ShouldBe("Avery Brooks"));
        return page;
    }
}

public sealed class AgentPagesOfAnAgentTests : ConsoleTest
{
    protected override StandInUser User => StandInUser.Agent;

    [Fact]
    public void An_agent_sees_only_themselves_and_may_switch_themselves()
    {
        Gateway.Agents.Put(SomeAgent.Avery);
        Gateway.Agents.Put(SomeAgent.Of("Somebody Else"));
        var list = Render<AgentsPage>();
        list.WaitForAssertion(() => list.FindAll(".c-name").Select(name => name.TextContent).ShouldBe(["Avery Brooks"]));
        list.FindAll("a[href='/console/agents/new']").ShouldBeEmpty();

        var page = Render<AgentPage>(agent => agent.Add(one => one.AgentId, StandInAgents.Avery));
        page.WaitForAssertion(() => page.Find("input[type=checkbox]").HasAttribute("disabled").ShouldBeFalse());
        page.FindAll("[data-hotkey=e]").ShouldBeEmpty();
        page.Act(() => page.Find("input[type=checkbox]").Change(false));
        page.WaitForAssertion(() => Gateway.Agents[StandInAgents.Avery].Available.ShouldBeFalse());
    }

    [Fact]
    public void An_agent_who_wants_to_change_more_is_told_who_may()
    {
        Gateway.Agents.Put(SomeAgent.Avery);
        var page = Render<AgentEditPage>(agent => agent.Add(one => one.AgentId, StandInAgents.Avery));
        page.Find(".state h2").TextContent.ShouldBe("Your role does not allow this");
        page.FindAll("form").ShouldBeEmpty();
    }
}
