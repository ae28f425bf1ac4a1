using LeadPlatform.Backend.Agents;
using LeadPlatform.Backend.Assignments;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Leads;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.Backend.Tests.Assignments;

/// <summary>How fast one instance assigns, over the demo agents (ten, with 933 licences).</summary>
public sealed class ThroughputTests(BackendFixture shared, ITestOutputHelper output)
{
    private const int Batch = 500;
    private const int Batches = 30;

    [Fact]
    public async Task One_instance_assigns_more_than_two_thousand_leads_a_second()
    {
        await using var data = await BackendData.CreateAsync(shared, events: true);
        await data.ExecuteAsync("update agent set daily_capacity = 100000");
        await using var host = BackendHost.Start(data.Settings);
        var assigner = host.Services.GetRequiredService<Assigner>();
        await assigner.AssignAsync(Leads(), TestContext.Current.CancellationToken);

        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Batches; i++)
            await assigner.AssignAsync(Leads(), TestContext.Current.CancellationToken);
        var rate = Batch * Batches / TimeProvider.System.GetElapsedTime(started).TotalSeconds;

        output.WriteLine($"{rate:n0} leads/s in batches of {Batch}");
        rate.ShouldBeGreaterThan(2000);
        (await data.QueryAsync<long>("select count(*) from leg")).ShouldBe(Batch * (Batches + 1));
    }

    private static List<WaitingLead> Leads() =>
        [.. Enumerable.Range(0, Batch).Select(i => new WaitingLead(
            Guid.CreateVersion7(), new StateLine(UsState.StatesAndDistrict[i % UsState.StatesAndDistrict.Count], Line.All[i % 7]), Guid.CreateVersion7(), default))];
}
