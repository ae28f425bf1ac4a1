using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Backend.Tests.Agents;

public sealed class AgentsApiTests(BackendFixture shared) : BackendTest(shared)
{
    [Fact]
    public async Task A_manager_adds_an_agent_and_reads_them_back()
    {
        using var manager = Host.As(Roles.Manager);
        var input = TestAgents.Input() with
        {
            Weight = 3,
            Licences = [new("tx", "home", "2099-06-30"), new("TX", "auto", "2099-06-30")],
            WorkingHours = [new("friday", "22:00", "00:00"), new("monday", "09:00", "17:30")],
        };

        using var created = await manager.PostAsync("/v1/agents", input);
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var agent = (await created.Content.ReadFromJsonAsync<AgentView>(Cancellation))!;

        created.Headers.Location!.OriginalString.ShouldBe($"/v1/agents/{agent.AgentId}");
        created.Headers.ETag!.Tag.ShouldBe("\"1\"");
        agent.Licences.ShouldBe([new("TX", "auto", new DateOnly(2099, 6, 30)), new("TX", "home", new DateOnly(2099, 6, 30))]);
        agent.WorkingHours.ShouldBe([new("monday", new TimeOnly(9, 0), new TimeOnly(17, 30)), new("friday", new TimeOnly(22, 0), TimeOnly.MinValue)]);
        (agent.Email, agent.Weight, agent.Available, agent.AssignedToday).ShouldBe((input.Email!, 3, true, 0));
        var read = await manager.ReadAsync(created.Headers.Location.OriginalString).ShouldBeAsync<AgentView>(HttpStatusCode.OK);
        Json(read).ShouldBe(Json(agent));
    }

    [Fact]
    public async Task An_agent_added_without_hours_is_on_duty_around_the_clock()
    {
        var agent = await Host.AddAgentAsync();

        agent.OnDuty.ShouldBeTrue();
        agent.WorkingHours.Count.ShouldBe(7);
        agent.WorkingHours.ShouldAllBe(h => h.From == TimeOnly.MinValue && h.To == TimeOnly.MinValue);
    }

    [Fact]
    public async Task A_wrong_agent_is_refused_with_every_wrong_field()
    {
        using var manager = Host.As(Roles.Manager);

        var problem = await manager.PostAsync("/v1/agents", new AgentInput(Name: "", TimeZone: "Nowhere", Licences: [new("TX", "auto")]))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "validation");

        problem.Fields().ShouldBe(["dailyCapacity required", "email required", "licences[0].expiresOn required", "name length", "timeZone unknown"]);
    }

    [Theory]
    [InlineData("{", "invalid_json")]
    [InlineData("[]", "invalid_json")]
    [InlineData("{\"dailyCapacity\":\"many\"}", "invalid_json")]
    [InlineData("{\"agentId\":\"0191b7c0-0000-7000-8000-000000000000\"}", "invalid_json")]
    [InlineData("{\"name\":\"A\",\"name\":\"B\"}", "invalid_json")]
    public async Task A_body_of_another_shape_is_refused(string body, string code)
    {
        using var manager = Host.As(Roles.Manager);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        await manager.PostAsync(new Uri("/v1/agents", UriKind.Relative), content, Cancellation).ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Two_agents_can_not_have_one_email()
    {
        var first = await Host.AddAgentAsync();
        var second = await Host.AddAgentAsync();
        using var manager = Host.As(Roles.Manager);

        await manager.PostAsync("/v1/agents", TestAgents.Input() with { Email = first.Email.ToUpperInvariant() }).ShouldBeProblemAsync(HttpStatusCode.Conflict, "email_taken");
        await manager.PatchAsync($"/v1/agents/{second.AgentId}", new AgentInput(Email: first.Email)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "email_taken");
    }

    [Fact]
    public async Task A_change_touches_what_it_names_and_replaces_lists()
    {
        var agent = await Host.AddAgentAsync(TestAgents.Input() with { Licences = [new("TX", "auto", "2099-01-01"), new("OH", "home", "2099-01-01")] });
        using var manager = Host.As(Roles.Manager);

        var changed = await manager.PatchAsync(
            $"/v1/agents/{agent.AgentId}",
            new AgentInput(DailyCapacity: 7, Licences: [new("TX", "auto", "2099-12-31"), new("UT", "life", "2099-01-01")], WorkingHours: [])).ShouldBeAsync<AgentView>(HttpStatusCode.OK);

        Json(changed).ShouldBe(Json(agent with
        {
            DailyCapacity = 7,
            Licences = [new("TX", "auto", new DateOnly(2099, 12, 31)), new("UT", "life", new DateOnly(2099, 1, 1))],
            WorkingHours = [],
            OnDuty = false,
        }));
    }

    [Fact]
    public async Task A_change_with_an_old_etag_is_refused_and_with_the_current_one_made()
    {
        var path = $"/v1/agents/{(await Host.AddAgentAsync()).AgentId}";
        using var manager = Host.As(Roles.Manager);

        using (var first = await manager.PatchAsync(path, new AgentInput(Weight: 2), "\"1\""))
            first.Headers.ETag!.Tag.ShouldBe("\"2\"");
        await manager.PatchAsync(path, new AgentInput(Weight: 9), "\"1\"").ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
        await manager.PatchAsync(path, new AgentInput(Weight: 9), "W/\"2\"").ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
        await manager.PatchAsync(path, new AgentInput(Weight: 9), "2").ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
        await manager.PatchAsync(path, new AgentInput(Weight: 3), "\"1\", \"2\"").ShouldBeAsync(HttpStatusCode.OK);
        await manager.PatchAsync(path, new AgentInput(Weight: 4), "*").ShouldBeAsync(HttpStatusCode.OK);
        (await manager.ReadAsync(path).ShouldBeAsync<AgentView>(HttpStatusCode.OK)).Weight.ShouldBe(4);
    }

    [Fact]
    public async Task Changes_at_once_from_one_version_leave_one_winner()
    {
        var path = $"/v1/agents/{(await Host.AddAgentAsync()).AgentId}";
        using var manager = Host.As(Roles.Manager);

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(weight => manager.PatchAsync(path, new AgentInput(Weight: weight), "\"1\"")));

        answers.CountBy(a => a.StatusCode).ToDictionary().ShouldBe(
            new Dictionary<HttpStatusCode, int> { [HttpStatusCode.OK] = 1, [HttpStatusCode.PreconditionFailed] = 7 }, ignoreOrder: true);
    }

    [Fact]
    public async Task An_agent_switches_themselves_and_nothing_else()
    {
        var agent = await Host.AddAgentAsync();
        using var self = Host.As(Roles.Agent, agent.AgentId);
        var path = $"/v1/agents/{agent.AgentId}";

        (await self.PatchAsync(path, new AgentInput(Available: false)).ShouldBeAsync<AgentView>(HttpStatusCode.OK)).Available.ShouldBeFalse();
        await self.PatchAsync(path, new AgentInput(DailyCapacity: 9999)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        await self.PatchAsync(path, new AgentInput(Available: true, Weight: 100)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        await self.PostAsync("/v1/agents", TestAgents.Input()).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task An_agent_sees_only_themselves()
    {
        var (agent, other) = (await Host.AddAgentAsync(), await Host.AddAgentAsync());
        using var self = Host.As(Roles.Agent, agent.AgentId);

        await self.ReadAsync($"/v1/agents/{agent.AgentId}").ShouldBeAsync(HttpStatusCode.OK);
        await self.ReadAsync($"/v1/agents/{other.AgentId}").ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
        await self.PatchAsync($"/v1/agents/{other.AgentId}", new AgentInput(Available: false)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
        (await self.ReadAsync("/v1/agents").ShouldBeAsync<Page<AgentView>>(HttpStatusCode.OK)).Items.ShouldHaveSingleItem().AgentId.ShouldBe(agent.AgentId);
    }

    [Fact]
    public async Task A_source_sees_no_agent()
    {
        using var source = Host.As(Roles.Source);

        await source.ReadAsync("/v1/agents").ShouldBeProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Pages_lead_through_every_agent_of_a_filter_newest_first()
    {
        var (state, line) = Shared.NewTerritory();
        var added = new List<Guid>();
        for (var i = 0; i < 5; i++)
            added.Add((await Host.AddAgentAsync(TestAgents.Input(state, line) with { Available = i != 2 })).AgentId);
        using var manager = Host.As(Roles.Manager);

        var (found, cursor, pages) = (new List<Guid>(), "", 0);
        do
        {
            var page = await manager.ReadAsync($"/v1/agents?state={state}&line={line}&limit=2{cursor}").ShouldBeAsync<Page<AgentView>>(HttpStatusCode.OK);
            found.AddRange(page.Items.Select(a => a.AgentId));
            cursor = page.NextCursor is null ? null : "&cursor=" + page.NextCursor;
            pages++;
        }
        while (cursor is not null);

        found.ShouldBe(Enumerable.Reverse(added));
        pages.ShouldBe(3);
        (await manager.ReadAsync($"/v1/agents?state={state}&line={line}&available=false").ShouldBeAsync<Page<AgentView>>(HttpStatusCode.OK))
            .Items.ShouldHaveSingleItem().AgentId.ShouldBe(added[2]);
    }

    [Theory]
    [InlineData("limit=0&state=ZZ&line=boats&cursor=x", "cursor format,limit range,line unknown,state unknown")]
    [InlineData("limit=201", "limit range")]
    public async Task A_wrong_filter_is_refused_with_every_wrong_value(string query, string fields)
    {
        using var manager = Host.As(Roles.Manager);

        (await manager.ReadAsync($"/v1/agents?{query}").ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldBe(fields.Split(','));
    }

    private static string Json(AgentView agent) => JsonSerializer.Serialize(agent);
}
