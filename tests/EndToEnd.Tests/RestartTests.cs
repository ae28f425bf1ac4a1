using System.Net.Http.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.EndToEnd.Tests;

/// <summary>Stops and starts a platform of its own.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Leads_survive_a_restart_and_a_killed_AppHost_leaves_nothing_in_the_way()
    {
        await using var platform = new RunningPlatform();
        await platform.InitializeAsync();
        var first = await CaptureAsync(platform);

        (await platform.StopAsync()).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        await platform.StartAsync();
        (await ReadAsync(platform, first)).LeadId.ShouldBe(first);
        var second = await CaptureAsync(platform);

        await platform.KillAppHostAsync();
        await platform.StartAsync();
        (await ReadAsync(platform, first)).LeadId.ShouldBe(first);
        (await ReadAsync(platform, second)).LeadId.ShouldBe(second);
    }

    private static async Task<Guid> CaptureAsync(RunningPlatform platform)
    {
        using var publisher = platform.Publisher();
        using var answer = await publisher.PostAsJsonAsync("/v1/leads", SampleLeads.One(), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<CaptureAnswer>(TestContext.Current.CancellationToken))!.LeadId;
    }

    private static async Task<LeadView> ReadAsync(RunningPlatform platform, Guid lead)
    {
        using var publisher = platform.Publisher();
        return (await publisher.GetFromJsonAsync<LeadView>($"/v1/leads/{lead}", TestContext.Current.CancellationToken))!;
    }
}
