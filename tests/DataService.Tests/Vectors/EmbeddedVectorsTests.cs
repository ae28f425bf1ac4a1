using LeadPlatform.DataService.Vectors;
using LeadPlatform.DataService.Vectors.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static LeadPlatform.DataService.Tests.Vectors.SomeVectors;

namespace LeadPlatform.DataService.Tests.Vectors;

/// <summary>With the built-in model, whose vectors are mostly zeros.</summary>
public sealed class EmbeddedVectorsTests : LeadVectorsContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected override Task<ILeadVectors> NewAsync() => Task.FromResult<ILeadVectors>(New(1_000_000));

    [Fact]
    public async Task Past_its_limit_the_oldest_go_and_the_memory_stays_within_it()
    {
        var index = New(maxVectors: 1_000);
        var points = Enumerable.Range(0, 2_600).Select(_ => Point(45)).ToArray();
        await index.UpsertAsync(points, Token);

        index.Count.ShouldBeInRange(750, 1_000);
        (await index.SearchAsync(At(45), new VectorFilter(LeadIds: [points[0].LeadId, points[1_500].LeadId]), 5, Token)).ShouldBeEmpty();
        (await index.SearchAsync(At(45), new VectorFilter(LeadIds: [points[^1].LeadId, points[^700].LeadId]), 5, Token)).Count.ShouldBe(2);
        // One that had to go comes again, as with a rebuild.
        await index.UpsertAsync([points[0]], Token);
        (await index.SearchAsync(At(45), new VectorFilter(LeadIds: [points[0].LeadId]), 5, Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Leads_that_are_replaced_over_and_over_push_no_others_out()
    {
        var index = New(maxVectors: 4_000);
        var points = Enumerable.Range(0, 2_000).Select(_ => Point(45)).ToArray();
        await index.UpsertAsync(points, Token);
        for (var round = 1; round <= 20; round++)
        {
            foreach (var some in points.Chunk(100))
                await index.UpsertAsync([.. some.Select(point => point with { Vector = At(round) })], Token);
        }

        index.Count.ShouldBe(points.Length);
        (await index.SearchAsync(At(20), VectorFilter.None, 2_000, Token)).ShouldAllBe(near => near.Similarity > 0.9999f);
    }

    [Fact]
    public async Task A_search_sees_a_lead_that_is_replaced_meanwhile_exactly_once()
    {
        var index = New(maxVectors: 100_000);
        var points = Enumerable.Range(0, 200).Select(_ => Point(45)).ToArray();
        await index.UpsertAsync(points, Token);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var replacing = Task.Run(
            async () =>
            {
                while (!stopping.IsCancellationRequested)
                    await index.UpsertAsync(points, CancellationToken.None);
            }, Token);

        for (var search = 0; search < 300; search++)
        {
            var near = await index.SearchAsync(At(45), VectorFilter.None, 1_000, Token);
            near.Select(one => one.LeadId).Distinct().Count().ShouldBe(points.Length);
            near.Count.ShouldBe(points.Length);
        }

        await stopping.CancelAsync();
        await replacing;
    }

    [Fact]
    public async Task More_searches_than_may_wait_are_refused()
    {
        var index = New(10_000, options => (options.Searches, options.WaitingSearches) = (1, 0));
        await index.UpsertAsync([.. Enumerable.Range(0, 5_000).Select(_ => Point(45))], Token);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(
            async () =>
            {
                try
                {
                    return (await index.SearchAsync(At(45), VectorFilter.None, 50, Token)).Count == 50;
                }
                catch (VectorsUnavailableException)
                {
                    return false;
                }
            }, Token)));

        outcomes.ShouldContain(true);
        // One search alone is answered always.
        (await index.SearchAsync(At(45), VectorFilter.None, 50, Token)).Count.ShouldBe(50);
    }

    internal static EmbeddedVectors New(int maxVectors, Action<VectorOptions>? configure = null)
    {
        var options = new VectorOptions { Dimensions = Dimensions, MaxVectors = maxVectors };
        configure?.Invoke(options);
        return new EmbeddedVectors(Options.Create(options), NullLogger<EmbeddedVectors>.Instance);
    }
}

/// <summary>With a model whose vectors are full.</summary>
public sealed class EmbeddedFullVectorsTests : LeadVectorsContract
{
    private protected override Task<ILeadVectors> NewAsync() =>
        Task.FromResult<ILeadVectors>(EmbeddedVectorsTests.New(1_000_000, options => options.Model = "text-embedding-3-small"));
}
