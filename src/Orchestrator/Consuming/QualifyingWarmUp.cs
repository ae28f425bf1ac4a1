using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying.Signals;
using LeadPlatform.Orchestrator.Scores;
using LeadPlatform.Orchestrator.Screening;
using LeadPlatform.Orchestrator.Workflow;
using LeadPlatform.ServiceDefaults.WarmUp;

namespace LeadPlatform.Orchestrator.Consuming;

/// <summary>Loads the tables of the local steps (area codes alone take a second) and opens the way to DataService.</summary>
internal sealed class QualifyingWarmUp(IServiceScopeFactory scopes, TimeProvider time) : IWarmUp
{
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        AreaCodes.ShareTime("NY", "CA");
        foreach (var line in Line.All)
        {
            var lead = new LeadCase(Nobody(line), time.GetUtcNow());
            await new ScreenStep().RunAsync(lead, cancellationToken);
            await new ScoreStep(new PointScorer()).RunAsync(lead, cancellationToken);
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LeadInputs>().ReadAsync([Guid.CreateVersion7()], cancellationToken);
    }

    private QualificationInput Nobody(string line)
    {
        var now = time.GetUtcNow();
        return new QualificationInput(
            Guid.CreateVersion7(), line, now, null,
            new ContactView("Ada", "Byron", "ada.byron@example.com", "+12125550123", new DateOnly(1990, 2, 3), new AddressView("1 Main Street", "New York", "NY", "10001")),
            new ConsentView("I agree.", [], ["phone"], now, null, null, null, null), "Please call today", null);
    }
}
