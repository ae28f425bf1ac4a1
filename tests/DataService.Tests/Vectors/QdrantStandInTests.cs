using System.Diagnostics;
using LeadPlatform.DataService.Tests.Vectors.StandIn;
using LeadPlatform.DataService.Vectors;
using static LeadPlatform.DataService.Tests.Vectors.SomeVectors;

namespace LeadPlatform.DataService.Tests.Vectors;

/// <summary>The contract against a strict stand-in, and what Qdrant answers when it does not do what it is asked.</summary>
public sealed class QdrantStandInTests : QdrantRebuildContract, IAsyncLifetime
{
    private QdrantStandIn _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await QdrantStandIn.StartAsync();

    public async ValueTask DisposeAsync()
    {
        var violations = _server.Violations.ToArray();
        await _server.DisposeAsync();
        violations.ShouldBeEmpty();
    }

    private protected override async Task<ILeadVectors> NewAsync()
    {
        var index = QdrantIndex.New(_server.ConnectionString, "leads");
        await index.PrepareAsync(Token);
        return index;
    }

    [Fact]
    public async Task A_collection_is_quantised_indexed_and_behind_an_alias()
    {
        await NewAsync();
        var (collections, aliases) = _server.Names();
        aliases["leads"].ShouldBe(collections.Single());
        var shape = _server.Shape(collections[0]);
        shape.Vectors.ShouldBe(new VectorsBody(Dimensions, "Cosine", true));
        shape.QuantizationConfig!.Scalar.ShouldBe(new ScalarBody("int8", 0.99, true));
        _server.Requests.Count(request => request == $"PUT /collections/{collections[0]}/index").ShouldBe(5);
    }

    [Fact]
    public async Task Collections_of_others_are_left_alone_by_a_switch()
    {
        var index = QdrantIndex.New(_server.ConnectionString, "leads");
        var other = QdrantIndex.New(_server.ConnectionString, "leads-of-others");
        await other.PrepareAsync(Token);
        await index.PrepareAsync(Token);
        await index.SwitchAsync(await index.BeginAsync(Token), Token);
        _server.Names().Collections.Length.ShouldBe(2);
        (await other.CountAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Each_model_has_an_index_of_its_own_and_drops_those_of_others_without_what_is_not_ours()
    {
        var (local, other) = (QdrantIndex.New(_server.ConnectionString, "leads"), QdrantIndex.New(_server.ConnectionString, "leads", model: "Nomic-AI/embed v1.5"));
        var strangers = QdrantIndex.New(_server.ConnectionString, "leads_eu");
        foreach (var index in new[] { local, strangers })
            await index.PrepareAsync(Token);
        await local.UpsertAsync([Point(0)], Token);
        (await other.ExistsAsync(Token)).ShouldBeFalse();

        await other.PrepareAsync(Token);

        (await other.ExistsAsync(Token)).ShouldBeTrue();
        (await other.SearchAsync(At(0), VectorFilter.None, 5, Token)).ShouldBeEmpty();
        _server.Names().Aliases.Keys.Single(alias => alias is not ("leads" or "leads_eu")).ShouldMatch($"^leads_nomic-ai-embed-v1-5_{Dimensions}_[0-9a-f]{{8}}$");
        await other.DropOtherModelsAsync(Token);
        (await local.ExistsAsync(Token)).ShouldBeFalse();
        (await strangers.ExistsAsync(Token)).ShouldBeTrue();
        await local.PrepareAsync(Token);
        await local.DropOtherModelsAsync(Token);
        _server.Names().Aliases.Keys.Order(StringComparer.Ordinal).ShouldBe(["leads", "leads_eu"]);
    }

    [Fact]
    public async Task What_is_refused_for_now_is_asked_again_after_the_time_it_says()
    {
        var index = QdrantIndex.New(_server.ConnectionString, "leads", options => options.LongestPause = TimeSpan.FromSeconds(5));
        await index.PrepareAsync(Token);
        _server.Fail(Fault.TooMany("1"), Fault.Unavailable, Fault.BrokenOff);

        var started = Stopwatch.GetTimestamp();
        var point = Point(0);
        await index.UpsertAsync([point], Token);

        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
        (await index.SearchAsync(At(0), VectorFilter.None, 5, Token)).Select(near => near.LeadId).ShouldBe([point.LeadId]);
    }

    [Fact]
    public async Task A_wrong_key_is_told_at_once_and_without_the_key()
    {
        var index = QdrantIndex.New($"Endpoint={_server.Url};Key=not-the-key", "leads");
        var before = _server.Requests.Count;
        var exception = await Should.ThrowAsync<VectorsUnavailableException>(() => index.PrepareAsync(Token));
        exception.Message.ShouldBe("Qdrant refuses the key (401).");
        (_server.Requests.Count - before).ShouldBe(1);
    }

    [Fact]
    public async Task What_it_says_is_wrong_is_told_and_not_asked_again()
    {
        var index = await NewAsync();
        _server.Fail(Fault.Full);
        (await Should.ThrowAsync<VectorsUnavailableException>(() => index.UpsertAsync([Point(0)], Token))).Message.ShouldBe("Qdrant answers 507: Service internal error: No space left on device");
        _server.Fail(new Fault(400, "not JSON", "text/html"));
        (await Should.ThrowAsync<VectorsUnavailableException>(() => index.CountAsync(Token))).Message.ShouldBe("Qdrant answers 400.");
    }

    [Fact]
    public async Task One_that_stays_away_is_given_up_after_a_few_tries()
    {
        var index = QdrantIndex.New(_server.ConnectionString, "leads", options => (options.Attempts, options.LongestPause) = (2, TimeSpan.FromMilliseconds(20)));
        await index.PrepareAsync(Token);
        _server.Fail(Fault.BrokenOff, Fault.BrokenOff);
        (await Should.ThrowAsync<VectorsUnavailableException>(() => index.CountAsync(Token))).Message.ShouldStartWith("Qdrant does not answer");
        _server.Fail(Fault.Unavailable, Fault.Unavailable);
        await Should.ThrowAsync<VectorsUnavailableException>(() => index.CountAsync(Token));
        (await index.CountAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_collection_that_is_not_there_is_told()
    {
        var index = QdrantIndex.New(_server.ConnectionString, "leads");
        (await Should.ThrowAsync<VectorsUnavailableException>(() => index.CountAsync(Token))).Message.ShouldStartWith("Qdrant answers 404: Not found");
    }
}
