using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Vectors.Qdrant;

/// <summary>The index in Qdrant: an alias for each model, and behind it the collection in use. A rebuild fills another collection and moves the alias.</summary>
internal sealed class QdrantVectors(QdrantClient client, IOptions<VectorOptions> vectors, IOptions<QdrantOptions> options, TimeProvider time) : ILeadVectors, IRebuildsBeside
{
    private static readonly (string Field, string Type)[] Indexes =
        [("line", "keyword"), ("state", "keyword"), ("source_id", "keyword"), ("publisher_id", "keyword"), ("received_at", "integer")];

    private readonly QdrantNames _names = QdrantNames.Of(options.Value.Alias, vectors.Value);

    private string Alias => _names.Alias;

    public bool IsShared => true;

    public async Task<bool> ExistsAsync(CancellationToken cancellationToken) => await InUseAsync(cancellationToken) is not null;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(cancellationToken))
            await SwitchAsync(await BeginAsync(cancellationToken), cancellationToken);
    }

    public Task UpsertAsync(IReadOnlyList<VectorPoint> points, CancellationToken cancellationToken) => UpsertAsync(Alias, points, cancellationToken);

    public Task RemoveAsync(IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken) => RemoveAsync(Alias, leadIds, cancellationToken);

    public async Task UpsertAsync(string name, IReadOnlyList<VectorPoint> points, CancellationToken cancellationToken)
    {
        if (points.Count > 0)
            await client.PutAsync($"collections/{name}/points?wait=true&ordering=medium", new UpsertPoints([.. points.Select(Of)]), QdrantJson.Default.UpsertPoints, cancellationToken);
    }

    public async Task RemoveAsync(string name, IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken)
    {
        if (leadIds.Count > 0)
            await client.PostAsync($"collections/{name}/points/delete?wait=true&ordering=medium", new DeletePoints(leadIds), QdrantJson.Default.DeletePoints, cancellationToken);
    }

    public async Task<IReadOnlyList<NearLead>> SearchAsync(ReadOnlyMemory<float> vector, VectorFilter filter, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryPoints(
            vector, limit, WithPayload: false, new SearchParams(Math.Max(options.Value.Candidates, limit), new QuantizedSearch(Rescore: true, Oversampling: 2)), Of(filter));
        var found = await client.PostAsync($"collections/{Alias}/points/query", query, QdrantJson.Default.QueryPoints, QdrantJson.Default.AnswerFoundPoints, cancellationToken);
        return [.. found.Points.Select(point => new NearLead(point.Id, point.Score))];
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken) =>
        (await client.PostAsync($"collections/{Alias}/points/count", new CountPoints(Exact: true), QdrantJson.Default.CountPoints, QdrantJson.Default.AnswerPointCount, cancellationToken)).Count;

    public async Task<string> BeginAsync(CancellationToken cancellationToken)
    {
        var name = _names.NewCollection(time.GetUtcNow());
        var shape = new CreateCollection(
            // Whole vectors are read for the last few candidates only: in memory are the quantised ones, a quarter of the size.
            new VectorParams(vectors.Value.Dimensions, "Cosine", OnDisk: true),
            new HnswConfig(M: 16, PayloadM: 16),
            options.Value.Shards,
            options.Value.Replicas,
            WriteConsistencyFactor: 1,
            OnDiskPayload: true,
            new QuantizationConfig(new ScalarQuantization("int8", 0.99, AlwaysRam: true)));
        await client.PutAsync($"collections/{name}", shape, QdrantJson.Default.CreateCollection, cancellationToken);
        foreach (var (field, type) in Indexes)
            await client.PutAsync($"collections/{name}/index?wait=true", new CreateIndex(field, new FieldSchema(type)), QdrantJson.Default.CreateIndex, cancellationToken);
        return name;
    }

    public async Task SwitchAsync(string name, CancellationToken cancellationToken)
    {
        List<AliasAction> actions = [];
        if (await InUseAsync(cancellationToken) is { } used && used != name)
            actions.Add(new AliasAction(DeleteAlias: new DeleteAlias(Alias)));
        actions.Add(new AliasAction(CreateAlias: new CreateAlias(name, Alias)));
        await client.PostAsync("collections/aliases", new AliasChanges(actions), QdrantJson.Default.AliasChanges, cancellationToken);

        await DeleteAsync(collection => collection != name && _names.IsOfThisModel(collection), cancellationToken);
    }

    public Task DropOtherModelsAsync(CancellationToken cancellationToken) => DeleteAsync(_names.IsOfAnotherModel, cancellationToken);

    /// <summary>The collection behind the alias; null where there is none yet.</summary>
    internal async Task<string?> InUseAsync(CancellationToken cancellationToken) =>
        (await client.GetAsync("aliases", QdrantJson.Default.AnswerAliases, cancellationToken)).Items.FirstOrDefault(alias => alias.AliasName == Alias)?.CollectionName;

    private async Task DeleteAsync(Func<string, bool> which, CancellationToken cancellationToken)
    {
        foreach (var collection in (await client.GetAsync("collections", QdrantJson.Default.AnswerCollections, cancellationToken)).Items.Where(collection => which(collection.Name)))
            await client.DeleteAsync($"collections/{collection.Name}", cancellationToken);
    }

    private static Point Of(VectorPoint point) => new(
        point.LeadId, point.Vector, new PointPayload(point.Line, point.State, point.ReceivedAt.ToUnixTimeMilliseconds(), point.SourceId, point.PublisherId));

    private static Filter? Of(VectorFilter filter)
    {
        List<Condition> must = [];
        if (filter.Lines is { } lines)
            must.Add(new Condition("line", new AnyOf(lines)));
        if (filter.States is { } states)
            must.Add(new Condition("state", new AnyOf(states)));
        if (filter.SourceId is { } source)
            must.Add(new Condition("source_id", new AnyOf([source.ToString()])));
        if (filter.PublisherId is { } publisher)
            must.Add(new Condition("publisher_id", new AnyOf([publisher.ToString()])));
        if (filter.From is not null || filter.To is not null)
            must.Add(new Condition("received_at", Range: new NumberRange(filter.From?.ToUnixTimeMilliseconds(), filter.To?.ToUnixTimeMilliseconds())));
        if (filter.LeadIds is { } leadIds)
            must.Add(new Condition(HasId: leadIds));
        return must.Count == 0 ? null : new Filter(must);
    }
}
