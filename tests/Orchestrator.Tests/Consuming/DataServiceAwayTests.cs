using LeadPlatform.Contracts.Events;
using LeadPlatform.Orchestrator.Tests.Hosting;
using LeadPlatform.Orchestrator.Tests.Qualifying;
using LeadPlatform.TestHost;

namespace LeadPlatform.Orchestrator.Tests.Consuming;

/// <summary>With a service of its own, because it takes DataService away.</summary>
public sealed class DataServiceAwayTests : IAsyncLifetime
{
    private readonly RunningOrchestrator _orchestrator = new();

    public ValueTask InitializeAsync() => _orchestrator.InitializeAsync();

    public ValueTask DisposeAsync() => _orchestrator.DisposeAsync();

    [Fact]
    public async Task Leads_that_arrive_while_DataService_is_away_are_qualified_once_it_is_back()
    {
        _orchestrator.DataService.Failing = 503;
        var lead = Leads.Good();
        await _orchestrator.ReceiveAsync(lead);
        await Eventually.HoldsAsync(() => !_orchestrator.DataService.Batches.IsEmpty);
        _orchestrator.Verdicts(lead.LeadId).ShouldBeEmpty();
        _orchestrator.DataService.Failing = null;

        (await _orchestrator.VerdictAsync(lead.LeadId)).Event.Type.ShouldBe(LeadEvents.Qualified);
    }
}
