using LeadPlatform.Orchestrator.Scores;
using LeadPlatform.Orchestrator.Tests.Hosting;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Orchestrator.Tests.Scores;

public sealed class ModelInUseTests
{
    [Fact]
    public async Task The_model_that_dataservice_names_scores_until_it_names_another_and_a_damaged_one_changes_nothing()
    {
        await using var dataService = await DataServiceStandIn.StartAsync();
        var services = new ServiceCollection();
        services.AddHttpClient<ModelClient>(http => http.BaseAddress = new Uri(dataService.Address));
        await using var provider = services.BuildServiceProvider();
        var models = new ModelInUse();
        using var polling = new ModelPolling(
            provider.GetRequiredService<IServiceScopeFactory>(), models, Options.Create(new ScoreOptions { ModelInterval = TimeSpan.FromMilliseconds(50) }), TimeProvider.System, NullLogger<ModelPolling>.Instance);
        await polling.StartAsync(TestContext.Current.CancellationToken);
        await UntilAskedAsync(dataService);
        models.Current.ShouldBeNull();

        dataService.Model = ("\"7\"", TrainedScorerTests.ModelBytes());
        await Eventually.HoldsAsync(() => models.Current?.Name == "trained-7");
        await Eventually.HoldsAsync(() => dataService.ModelAnswers.LastOrDefault() == 304);

        dataService.Model = ("\"8\"", "no model"u8.ToArray());
        await UntilAskedAsync(dataService);
        models.Current!.Name.ShouldBe("trained-7");

        dataService.Model = null;
        await Eventually.HoldsAsync(() => models.Current is null);
        await polling.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Twice, so that the first answer has been dealt with.</summary>
    private static Task UntilAskedAsync(DataServiceStandIn dataService)
    {
        var before = dataService.ModelAnswers.Count;
        return Eventually.HoldsAsync(() => dataService.ModelAnswers.Count >= before + 3);
    }
}
