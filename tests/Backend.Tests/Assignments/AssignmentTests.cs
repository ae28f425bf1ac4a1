using System.Net;
using System.Text.Json;
using LeadPlatform.Backend.Tests.Agents;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Events;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace LeadPlatform.Backend.Tests.Assignments;

public sealed class AssignmentTests(BackendFixture shared) : BackendTest(shared)
{
    [Fact]
    public async Task A_qualified_lead_goes_to_the_agent_with_the_licence()
    {
        var (state, line) = Shared.NewTerritory();
        var agent = await Host.AddAgentAsync(TestAgents.Input(state, line));

        var (leadId, assigned) = await Shared.Events.AssignAsync(state, line);

        (assigned.AgentId, assigned.AgentName).ShouldBe((agent.AgentId, agent.Name));
        (await Data.QueryAsync<Guid>("select leg_id from leg where lead_id = $1 and agent_id = $2 and state = $3 and line = $4", leadId, agent.AgentId, state, line)).ShouldBe(assigned.LegId);
        using var manager = Host.As(Roles.Manager);
        (await manager.ReadAsync($"/v1/agents/{agent.AgentId}").ShouldBeAsync<AgentView>(HttpStatusCode.OK)).AssignedToday.ShouldBe(1);
    }

    [Fact]
    public async Task A_lead_without_a_licensed_agent_is_unmatched_and_says_why()
    {
        var (state, line) = Shared.NewTerritory();
        var leadId = await Shared.Events.QualifyAsync(state, line);

        (await Shared.Events.WaitForAsync(leadId, LeadEvents.Unmatched, EventJson.Default.LeadUnmatched)).Reason.ShouldBe(UnmatchedReason.NoLicence);
    }

    [Fact]
    public async Task A_paused_agent_and_a_full_one_are_told_apart()
    {
        var (state, line) = Shared.NewTerritory();
        var paused = await Host.AddAgentAsync(TestAgents.Input(state, line) with { Available = false });
        var first = await Shared.Events.QualifyAsync(state, line);
        (await Shared.Events.WaitForAsync(first, LeadEvents.Unmatched, EventJson.Default.LeadUnmatched)).Reason.ShouldBe(UnmatchedReason.NoneAvailable);
        await Host.ChangeAgentAsync(paused.AgentId, new AgentInput(Available: true, DailyCapacity: 0));

        var second = await Shared.Events.QualifyAsync(state, line);

        (await Shared.Events.WaitForAsync(second, LeadEvents.Unmatched, EventJson.Default.LeadUnmatched)).Reason.ShouldBe(UnmatchedReason.NoCapacity);
    }

    [Fact]
    public async Task A_lead_that_comes_again_keeps_its_agent_and_makes_no_second_event()
    {
        var (state, line) = Shared.NewTerritory();
        await Host.AddAgentAsync(TestAgents.Input(state, line));
        await Host.AddAgentAsync(TestAgents.Input(state, line));
        var leadId = Guid.CreateVersion7();

        // Twice in one batch, and again later.
        await Shared.Events.QualifyAsync([(leadId, state, line), (leadId, state, line)]);
        await Shared.Events.WaitForAsync(leadId, LeadEvents.Assigned, EventJson.Default.LeadAssigned);
        await Shared.Events.QualifyAsync([(leadId, state, line)]);
        await Shared.Events.AssignAsync(state, line);

        Shared.Events.Of(leadId).ShouldHaveSingleItem();
        (await Data.QueryAsync<long>("select count(*) from leg where lead_id = $1", leadId)).ShouldBe(1);
    }

    [Fact]
    public async Task An_unmatched_lead_that_comes_again_makes_no_second_event()
    {
        var (state, line) = Shared.NewTerritory();
        var leadId = await Shared.Events.QualifyAsync(state, line);
        await Shared.Events.WaitForAsync(leadId, LeadEvents.Unmatched, EventJson.Default.LeadUnmatched);

        await Shared.Events.QualifyAsync([(leadId, state, line)]);
        var marker = await Shared.Events.QualifyAsync(state, line);
        await Shared.Events.WaitForAsync(marker, LeadEvents.Unmatched, EventJson.Default.LeadUnmatched);

        Shared.Events.Of(leadId).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_lead_of_two_agents_alternates_and_follows_the_weights()
    {
        var (state, line) = Shared.NewTerritory();
        var one = await Host.AddAgentAsync(TestAgents.Input(state, line));
        var three = await Host.AddAgentAsync(TestAgents.Input(state, line) with { Weight = 3 });
        var leads = Enumerable.Range(0, 40).Select(_ => (Guid.CreateVersion7(), state, line)).ToList();

        await Shared.Events.QualifyAsync(leads);
        foreach (var (leadId, _, _) in leads)
            await Shared.Events.WaitForAsync(leadId, LeadEvents.Assigned, EventJson.Default.LeadAssigned);

        (await Data.QueryAsync<long>("select count(*) from leg where agent_id = $1", one.AgentId)).ShouldBe(10);
        (await Data.QueryAsync<long>("select count(*) from leg where agent_id = $1", three.AgentId)).ShouldBe(30);
    }

    [Fact]
    public async Task An_event_of_another_shape_is_a_dead_letter_and_stops_nothing()
    {
        var (state, line) = Shared.NewTerritory();
        await Host.AddAgentAsync(TestAgents.Input(state, line));
        var wrong = Guid.CreateVersion7();
        var body = JsonSerializer.SerializeToUtf8Bytes(new EventEnvelope(Guid.CreateVersion7(), LeadEvents.Qualified, DateTimeOffset.UtcNow, wrong, JsonSerializer.SerializeToElement(new { line })), EventJson.Default.EventEnvelope);

        await Shared.Events.PublishAsync(new OutgoingEvent(Guid.CreateVersion7(), LeadEvents.Qualified, wrong, body, null));
        await Shared.Events.AssignAsync(state, line);

        var dead = await new NatsJSContext(Host.Services.GetRequiredService<INatsConnection>()).GetStreamAsync(DeadLetters.Stream, cancellationToken: Cancellation);
        // Batches are handled side by side: the letter may come after the neighbour's outcome.
        await Eventually.HoldsAsync(async () => await LastAsync(dead) is { } letter && letter.AsSpan().SequenceEqual(body));
    }

    private static async Task<byte[]?> LastAsync(INatsJSStream dead)
    {
        try
        {
            return (await dead.GetAsync(new() { LastBySubj = "dead.backend-assignment" }, Cancellation)).Message.Data.ToArray();
        }
        catch (NatsJSApiException)
        {
            return null;
        }
    }
}
