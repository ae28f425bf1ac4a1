using System.Net;
using LeadPlatform.Backend.Tests.Agents;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Backend.Tests.Dispositions;

public sealed class DispositionTests(BackendFixture shared) : BackendTest(shared)
{
    [Fact]
    public async Task An_agent_notes_what_came_of_their_lead()
    {
        var (leadId, agentId) = await AssignedLeadAsync();
        using var agent = Host.As(Roles.Agent, agentId);

        var set = await agent.PostAsync(Path(leadId), new DispositionInput(DispositionOutcome.Lost, LostReason.Price)).ShouldBeAsync<DispositionView>(HttpStatusCode.OK);

        (set.Outcome, set.Reason).ShouldBe((DispositionOutcome.Lost, LostReason.Price));
        (await Shared.Events.WaitForAsync(leadId, LeadEvents.DispositionSet, EventJson.Default.LeadDispositionSet))
            .ShouldBe(new LeadDispositionSet(agentId, DispositionOutcome.Lost, LostReason.Price));
    }

    [Fact]
    public async Task The_same_value_again_changes_nothing_and_another_one_counts()
    {
        var (leadId, agentId) = await AssignedLeadAsync();
        using var agent = Host.As(Roles.Agent, agentId);

        var first = await agent.PostAsync(Path(leadId), new DispositionInput(DispositionOutcome.Contacted)).ShouldBeAsync<DispositionView>(HttpStatusCode.OK);
        var again = await agent.PostAsync(Path(leadId), new DispositionInput(DispositionOutcome.Contacted)).ShouldBeAsync<DispositionView>(HttpStatusCode.OK);
        await agent.PostAsync(Path(leadId), new DispositionInput(DispositionOutcome.Quoted)).ShouldBeAsync(HttpStatusCode.OK);
        await agent.PostAsync(Path(leadId), new DispositionInput(DispositionOutcome.Contacted)).ShouldBeAsync(HttpStatusCode.OK);

        again.At.ShouldBe(first.At, TimeSpan.FromMilliseconds(1));
        await Shared.Events.WaitForAsync(() => Shared.Events.Of(leadId).Count(e => e.Type == LeadEvents.DispositionSet) == 3 ? leadId.ToString() : null);
    }

    [Fact]
    public async Task What_an_agent_bound_and_lost_is_counted_by_state_and_line_and_a_changed_result_in_its_new_place()
    {
        var (leadId, agentId) = await AssignedLeadAsync();
        using var manager = Host.As(Roles.Manager);
        foreach (var outcome in new[] { DispositionOutcome.Quoted, DispositionOutcome.Lost, DispositionOutcome.Bound, DispositionOutcome.Bound })
            await manager.PostAsync(Path(leadId), new DispositionInput(outcome)).ShouldBeAsync(HttpStatusCode.OK);

        (await Data.QueryAsync<int>("select r.bound * 10 + r.lost from agent_record r join leg using (agent_id, state, line) where lead_id = $1", leadId)).ShouldBe(10);
        (await Data.QueryAsync<long>("select count(*) from agent_record where agent_id = $1", agentId)).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_value_from_many_at_once_is_one_event()
    {
        var (leadId, _) = await AssignedLeadAsync();
        using var manager = Host.As(Roles.Manager);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => manager.PostAsync(Path(leadId), new DispositionInput(DispositionOutcome.Bound)).ShouldBeAsync(HttpStatusCode.OK)));

        (await Data.QueryAsync<long>("select count(*) from disposition join leg using (leg_id) where lead_id = $1", leadId)).ShouldBe(1);
    }

    [Fact]
    public async Task Another_agents_lead_is_not_there()
    {
        var (leadId, _) = await AssignedLeadAsync();
        using var other = Host.As(Roles.Agent, Guid.NewGuid());
        using var nobody = Host.As(Roles.Agent);

        await other.PostAsync(Path(leadId), new DispositionInput(DispositionOutcome.Bound)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
        await nobody.PostAsync(Path(leadId), new DispositionInput(DispositionOutcome.Bound)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_lead_nobody_has_is_a_conflict_and_one_that_is_not_known_is_not_there()
    {
        using var manager = Host.As(Roles.Manager);
        var known = Guid.CreateVersion7();
        Shared.DataService.Leads[known] = true;

        await manager.PostAsync(Path(known), new DispositionInput(DispositionOutcome.Bound)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "not_assigned");
        await manager.PostAsync(Path(Guid.CreateVersion7()), new DispositionInput(DispositionOutcome.Bound)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_token_that_dataservice_knows_to_be_revoked_is_the_callers_matter()
    {
        using var manager = Host.As(Roles.Manager);
        var lead = Guid.CreateVersion7();
        Shared.DataService.Refusing[lead] = true;

        await manager.PostAsync(Path(lead), new DispositionInput(DispositionOutcome.Bound)).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory]
    [InlineData(null, null, "outcome required")]
    [InlineData("sold", null, "outcome unknown")]
    [InlineData("sold", "rain", "outcome unknown,reason unknown")]
    [InlineData("bound", "price", "reason not_allowed")]
    public async Task A_wrong_disposition_is_refused_with_every_wrong_field(string? outcome, string? reason, string fields)
    {
        using var manager = Host.As(Roles.Manager);

        var problem = await manager.PostAsync(Path(Guid.NewGuid()), new DispositionInput(outcome, reason)).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "validation");

        problem.Fields().ShouldBe(fields.Split(','));
    }

    [Fact]
    public async Task A_source_may_not()
    {
        using var source = Host.As(Roles.Source);

        await source.PostAsync(Path(Guid.NewGuid()), new DispositionInput(DispositionOutcome.Bound)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    private static string Path(Guid leadId) => $"/v1/leads/{leadId}/disposition";

    private async Task<(Guid LeadId, Guid AgentId)> AssignedLeadAsync()
    {
        var (state, line) = Shared.NewTerritory();
        await Host.AddAgentAsync(TestAgents.Input(state, line));
        var (leadId, assigned) = await Shared.Events.AssignAsync(state, line);
        return (leadId, assigned.AgentId);
    }
}
