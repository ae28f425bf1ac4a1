using LeadPlatform.Backend.Tests.Agents;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Backend.Tests.Assignments;

/// <summary>The invariants of assignment while several instances work at once.</summary>
public sealed class ConcurrencyTests(BackendFixture shared)
{
    private static readonly string[] States = ["TX", "OH", "NY", "CA"];

    [Fact]
    public async Task Two_instances_give_every_lead_one_outcome_and_no_agent_a_lead_too_many()
    {
        await using var data = await BackendData.CreateAsync(shared, events: true);
        await data.ExecuteAsync("delete from licence");
        await using var first = BackendHost.Start(data.With(("Messaging:Consumers:backend-assignment:BatchSize", "20")));
        await using var second = BackendHost.Start(data.With(("Messaging:Consumers:backend-assignment:BatchSize", "20")));
        await using var events = await EventLog.StartAsync(first);
        var agents = await AddAgentsAsync(first);
        var leads = Enumerable.Range(0, 1500).Select(i => (LeadId: Guid.CreateVersion7(), State: States[i % 4], Line: i % 3 == 0 ? Line.Home : Line.Auto)).ToList();

        // Every lead twice, by events of their own, while agents come and go.
        var switching = SwitchAsync(second, agents);
        await Task.WhenAll(events.QualifyAsync(leads), events.QualifyAsync(Enumerable.Reverse(leads)));
        await events.WaitForAsync(() => events.Leads == leads.Count ? events : null);
        await switching;
        await WaitUntilQuietAsync(data, events, agents);

        (await data.QueryAsync<long>("select count(*) from agent join agent_day using (agent_id) where assigned > daily_capacity")).ShouldBe(0);
        (await data.QueryAsync<long>("select count(*) from (select agent_id, sum(assigned) as counted from agent_day group by agent_id) as days full join (select agent_id, count(*) as legs from leg group by agent_id) as given using (agent_id) where counted is distinct from legs")).ShouldBe(0);
        (await data.QueryAsync<long>("select count(*) from leg left join licence using (agent_id, state, line) where licence.agent_id is null")).ShouldBe(0);
        (await data.QueryAsync<long>("select count(distinct lead_id) from (select lead_id from leg union all select lead_id from unmatched_lead) as known")).ShouldBe(leads.Count);
        (await data.QueryAsync<long>("select count(*) from leg")).ShouldBe(agents.Sum(a => a.DailyCapacity));
        foreach (var (leadId, _, _) in leads)
            string.Join(' ', events.Of(leadId).Select(e => e.Type)).ShouldBeOneOf(LeadEvents.Assigned, LeadEvents.Unmatched, $"{LeadEvents.Unmatched} {LeadEvents.Assigned}");
    }

    private static async Task<List<AgentView>> AddAgentsAsync(BackendHost host)
    {
        var agents = new List<AgentView>();
        for (var i = 0; i < 24; i++)
        {
            agents.Add(await host.AddAgentAsync(TestAgents.Input() with
            {
                DailyCapacity = 10 + i,
                Weight = 1 + (i % 3),
                Licences = [new(States[i % 4], Line.Auto, "2099-01-01"), new(States[(i + 1) % 4], Line.Home, "2099-01-01"), new(States[i % 4], Line.Life, "2099-01-01")],
            }));
        }

        return agents;
    }

    private static async Task SwitchAsync(BackendHost host, List<AgentView> agents)
    {
        for (var round = 0; round < 3; round++)
        {
            foreach (var agent in agents.Where((_, i) => i % 2 == round % 2))
                await host.ChangeAgentAsync(agent.AgentId, new AgentInput(Available: false));
            foreach (var agent in agents)
                await host.ChangeAgentAsync(agent.AgentId, new AgentInput(Available: true));
        }
    }

    /// <summary>There are more leads than places, so in the end every place is taken.</summary>
    private static async Task WaitUntilQuietAsync(BackendData data, EventLog events, List<AgentView> agents)
    {
        var places = agents.Sum(a => a.DailyCapacity);
        await events.WaitForAsync(() => events.Count(LeadEvents.Assigned) >= places ? events : null);
        (await data.QueryAsync<long>("select count(*) from leg")).ShouldBe(places);
    }
}
