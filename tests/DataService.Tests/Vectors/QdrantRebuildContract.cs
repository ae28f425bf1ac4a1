using LeadPlatform.DataService.Vectors;
using LeadPlatform.DataService.Vectors.Qdrant;
using static LeadPlatform.DataService.Tests.Vectors.SomeVectors;

namespace LeadPlatform.DataService.Tests.Vectors;

/// <summary>What an index does that is rebuilt beside the one in use, beyond what every index does.</summary>
public abstract class QdrantRebuildContract : LeadVectorsContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_it_is_rebuilt_the_old_one_is_searched_and_after_the_switch_the_new_one_alone()
    {
        var index = (QdrantVectors)await NewAsync();
        var (old, kept, gone) = (Point(0), Point(1), Point(2));
        await index.UpsertAsync([old, kept, gone], Token);

        var name = await index.BeginAsync(Token);
        await index.UpsertAsync(name, [kept, gone], Token);
        await index.RemoveAsync(name, [gone.LeadId], Token);
        (await FoundAsync(index)).ShouldBe([old.LeadId, kept.LeadId, gone.LeadId]);

        await index.SwitchAsync(name, Token);
        (await FoundAsync(index)).ShouldBe([kept.LeadId]);
        (await index.InUseAsync(Token)).ShouldBe(name);
        // As after an answer that got lost.
        await index.SwitchAsync(name, Token);
        (await FoundAsync(index)).ShouldBe([kept.LeadId]);
    }

    [Fact]
    public async Task Preparing_what_is_there_leaves_it_as_it_is()
    {
        var index = (QdrantVectors)await NewAsync();
        var point = Point(0);
        await index.UpsertAsync([point], Token);
        await index.PrepareAsync(Token);
        (await FoundAsync(index)).ShouldBe([point.LeadId]);
    }

    private static async Task<IEnumerable<Guid>> FoundAsync(ILeadVectors index) => (await index.SearchAsync(At(0), VectorFilter.None, 10, Token)).Select(near => near.LeadId);
}
