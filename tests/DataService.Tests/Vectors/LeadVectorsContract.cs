using LeadPlatform.DataService.Vectors;
using static LeadPlatform.DataService.Tests.Vectors.SomeVectors;

namespace LeadPlatform.DataService.Tests.Vectors;

/// <summary>What every index of vectors does, whatever is behind it.</summary>
public abstract class LeadVectorsContract
{
    /// <summary>An empty index that nobody else uses.</summary>
    private protected abstract Task<ILeadVectors> NewAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_nearest_come_first_with_their_cosine()
    {
        var index = await NewAsync();
        VectorPoint[] points = [Point(50), Point(0), Point(20), Point(90)];
        await index.UpsertAsync(points, Token);

        var near = await index.SearchAsync(At(8), VectorFilter.None, 3, Token);

        near.Select(one => one.LeadId).ShouldBe([points[1].LeadId, points[2].LeadId, points[0].LeadId], ignoreOrder: false, Describe(near));
        near[0].Similarity.ShouldBe(0.99027f, 0.0005f);
        near[2].Similarity.ShouldBe(0.74314f, 0.0005f);
        (await index.CountAsync(Token)).ShouldBe(4);
    }

    [Fact]
    public async Task The_same_points_twice_are_there_once_and_a_lead_that_comes_again_is_replaced()
    {
        var index = await NewAsync();
        var (one, other) = (Point(0, line: "auto"), Point(40));
        await index.UpsertAsync([one, other], Token);
        await index.UpsertAsync([one, other], Token);
        (await index.CountAsync(Token)).ShouldBe(2);

        await index.UpsertAsync([one with { Vector = At(80), Line = "home" }], Token);

        (await index.CountAsync(Token)).ShouldBe(2);
        (await index.SearchAsync(At(80), VectorFilter.None, 1, Token))[0].LeadId.ShouldBe(one.LeadId);
        (await index.SearchAsync(At(0), new VectorFilter(Lines: ["home"]), 5, Token)).Select(near => near.LeadId).ShouldBe([one.LeadId]);
    }

    [Fact]
    public async Task What_was_taken_out_is_not_found_and_taking_out_what_is_not_there_harms_nothing()
    {
        var index = await NewAsync();
        var (stays, goes) = (Point(0), Point(1));
        await index.UpsertAsync([stays, goes], Token);

        await index.RemoveAsync([goes.LeadId, Guid.CreateVersion7()], Token);
        await index.RemoveAsync([goes.LeadId], Token);

        (await index.SearchAsync(At(1), VectorFilter.None, 5, Token)).Select(near => near.LeadId).ShouldBe([stays.LeadId]);
        (await index.CountAsync(Token)).ShouldBe(1);
    }

    [Fact]
    public async Task Each_filter_leaves_the_nearest_of_what_it_takes_and_they_work_together()
    {
        var index = await NewAsync();
        var (source, publisher) = (Guid.NewGuid(), Guid.NewGuid());
        var auto = Point(0, "auto", "NY", Noon, source, publisher);
        var home = Point(1, "home", "NY", Noon.AddHours(1));
        var texas = Point(2, "auto", "TX", Noon.AddHours(2), publisher: publisher);
        var life = Point(3, "life", "CA", Noon.AddHours(3), source);
        VectorPoint[] all = [auto, home, texas, life];
        await index.UpsertAsync(all, Token);

        await FindsAsync(new VectorFilter(Lines: ["auto"]), auto, texas);
        await FindsAsync(new VectorFilter(Lines: ["life", "home"]), home, life);
        await FindsAsync(new VectorFilter(States: ["NY"]), auto, home);
        await FindsAsync(new VectorFilter(SourceId: source), auto, life);
        await FindsAsync(new VectorFilter(PublisherId: publisher), auto, texas);
        await FindsAsync(new VectorFilter(From: Noon.AddHours(1)), home, texas, life);
        await FindsAsync(new VectorFilter(To: Noon.AddHours(1)), auto);
        await FindsAsync(new VectorFilter(From: Noon.AddHours(1), To: Noon.AddHours(3)), home, texas);
        await FindsAsync(new VectorFilter(LeadIds: [life.LeadId, texas.LeadId, Guid.NewGuid()]), texas, life);
        await FindsAsync(new VectorFilter(LeadIds: []));
        await FindsAsync(new VectorFilter(Lines: ["auto"], States: ["TX", "CA"], From: Noon), texas);
        await FindsAsync(new VectorFilter(Lines: ["medicare"]));
        await FindsAsync(new VectorFilter(SourceId: Guid.NewGuid()));

        async Task FindsAsync(VectorFilter filter, params VectorPoint[] expected) =>
            (await index.SearchAsync(At(0), filter, 10, Token)).Select(near => near.LeadId).ShouldBe(expected.Select(point => point.LeadId), ignoreOrder: false, filter.ToString());
    }

    [Fact]
    public async Task Many_are_found_as_a_plain_comparison_of_all_finds_them()
    {
        var index = await NewAsync();
        var random = new Random(7);
        var points = Enumerable.Range(0, 1_500).Select(number => Point(0, number % 3 == 0 ? "home" : "auto") with { Vector = Random(random) }).ToArray();
        foreach (var some in points.Chunk(400))
            await index.UpsertAsync(some, Token);

        for (var question = 0; question < 5; question++)
        {
            var vector = Random(random);
            var expected = points.Where(point => point.Line == "home").OrderByDescending(point => point.Vector.Zip(vector, (a, b) => a * b).Sum()).Take(10).Select(point => point.LeadId);
            (await index.SearchAsync(vector, new VectorFilter(Lines: ["home"]), 10, Token)).Select(near => near.LeadId).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task An_index_without_leads_finds_none()
    {
        var index = await NewAsync();
        (await index.SearchAsync(At(0), VectorFilter.None, 5, Token)).ShouldBeEmpty();
        (await index.CountAsync(Token)).ShouldBe(0);
        await index.UpsertAsync([], Token);
        await index.RemoveAsync([], Token);
    }

    private static string Describe(IReadOnlyList<NearLead> near) => string.Join(", ", near);
}
