using System.Text.Json.Serialization.Metadata;
using LeadPlatform.Backend.Tests.Agents;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Publishing;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.Backend.Tests.Assignments;

public sealed class StopTests(BackendFixture shared) : BackendTest(shared)
{
    [Fact]
    public async Task A_lead_whose_consent_was_withdrawn_before_it_was_qualified_goes_to_nobody()
    {
        var (state, line) = Shared.NewTerritory();
        await Host.AddAgentAsync(TestAgents.Input(state, line));
        var stopped = Guid.CreateVersion7();
        await StopAsync(stopped, LeadEvents.ConsentRevoked, new LeadConsentRevoked(DateTimeOffset.UtcNow), EventJson.Default.LeadConsentRevoked);

        await Shared.Events.QualifyAsync([(stopped, state, line)]);
        await Shared.Events.AssignAsync(state, line);

        Shared.Events.Of(stopped).Select(one => one.Type).ShouldBe([LeadEvents.ConsentRevoked]);
        (await Data.QueryAsync<string>("select reason from stopped_lead where lead_id = $1", stopped)).ShouldBe("consent_revoked");
    }

    [Fact]
    public async Task An_unmatched_lead_that_was_erased_is_not_tried_again()
    {
        var (state, line) = Shared.NewTerritory();
        var (erased, other) = (await UnmatchedAsync(state, line), await UnmatchedAsync(state, line));
        await StopAsync(erased, LeadEvents.Erased, new LeadErased(erased), EventJson.Default.LeadErased);

        await Host.AddAgentAsync(TestAgents.Input(state, line));
        await Shared.Events.WaitForAsync(other, LeadEvents.Assigned, EventJson.Default.LeadAssigned);

        Shared.Events.Of(erased).ShouldNotContain(one => one.Type == LeadEvents.Assigned);
    }

    private async Task<Guid> UnmatchedAsync(string state, string line)
    {
        var leadId = await Shared.Events.QualifyAsync(state, line);
        await Shared.Events.WaitForAsync(leadId, LeadEvents.Unmatched, EventJson.Default.LeadUnmatched);
        return leadId;
    }

    private async Task StopAsync<T>(Guid leadId, string type, T data, JsonTypeInfo<T> json)
    {
        var publisher = Host.Services.GetRequiredService<EventPublisher>();
        await publisher.PublishAsync([OutgoingEvent.Create(type, leadId, data, json, DateTimeOffset.UtcNow)], TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(async () => await Data.QueryAsync<long>("select count(*) from stopped_lead where lead_id = $1", leadId) == 1);
    }
}
