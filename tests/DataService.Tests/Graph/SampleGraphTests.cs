using System.Text.Json.Nodes;
using LeadPlatform.DataService.Graph;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Graph;

/// <summary>The sample leads, of which is known who belongs together.</summary>
public sealed class SampleGraphTests(RunningDataService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_rings_and_households_of_the_sample_are_found_and_strangers_are_not_linked()
    {
        Assert.SkipUnless(SampleLeads.Lines() is not null, "The sample leads are not beside the repository.");
        await using var own = await service.NewInstanceOfItsOwnAsync();
        var source = service.NewSource(own);
        var rows = new List<Guid>();
        foreach (var some in SampleLeads.Lines()!.Chunk(50))
            rows.AddRange((await Task.WhenAll(some.Select(line => source.CaptureAsync(JsonNode.Parse(line)!.AsObject())))).Select(answer => answer.LeadId));
        var graph = own.Services.GetRequiredService<ILeadGraph>();
        var backlog = own.Services.GetRequiredService<NpgsqlDataSource>();
        await Eventually.HoldsAsync(async () =>
        {
            await using var count = backlog.CreateCommand("SELECT count(*) FROM graph_backlog");
            return await count.ExecuteScalarAsync(Cancellation) is 0L;
        });

        var truth = SampleLeads.Lines("sample-1000.truth.jsonl")!.Select(line => JsonNode.Parse(line)!).ToDictionary(one => (int)one["row"]!, one => (Kind: (string)one["kind"]!, Of: (int)one["of"]!));
        var around = new Dictionary<Guid, Neighbourhood>();
        foreach (var lead in rows)
            around.Add(lead, (await graph.NeighbourhoodAsync(lead, 4, GraphLimits.SearchedLeads, Cancellation))!);

        var rings = await graph.RingsAsync(new RingsPage(GraphLimits.RingPeople, Review: true, null, GraphLimits.Rings), Cancellation);
        var found = new List<IReadOnlyList<Guid>>();
        foreach (var ring in rings)
            found.Add(await graph.LeadsOfAsync(ring.Identifier, Cancellation));
        var real = truth.Where(one => one.Value.Kind == "ring").GroupBy(one => one.Value.Of, one => rows[one.Key]).ToList();
        real.Count.ShouldBe(3);
        rings.Count.ShouldBe(3);
        real.ShouldAllBe(members => found.Any(leads => members.All(leads.Contains)));

        var households = truth.Where(one => one.Value.Kind == "household").ToList();
        var together = households.Count(one => around[rows[one.Key]].Household().Contains(rows[one.Value.Of]));
        ((double)together / households.Count).ShouldBeGreaterThanOrEqualTo(0.95);

        // A row that is not in the truth is somebody new: no way leads to another one of them, though some share an IP address by chance.
        var strangers = Enumerable.Range(0, rows.Count).Where(row => !truth.ContainsKey(row)).Select(row => rows[row]).ToHashSet();
        foreach (var stranger in strangers)
            around[stranger].Leads.Count(lead => strangers.Contains(lead.LeadId)).ShouldBe(1);
        TestContext.Current.TestOutputHelper?.WriteLine($"rings {rings.Count} of 3, household pairs {together} of {households.Count}");
    }
}
