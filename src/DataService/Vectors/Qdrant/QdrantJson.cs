using System.Text.Json.Serialization;

namespace LeadPlatform.DataService.Vectors.Qdrant;

// The shapes of Qdrant's REST interface, as far as they are used.

internal sealed record CreateCollection(
    VectorParams Vectors, HnswConfig HnswConfig, int ShardNumber, int ReplicationFactor, int WriteConsistencyFactor, bool OnDiskPayload, QuantizationConfig QuantizationConfig);

internal sealed record VectorParams(int Size, string Distance, bool OnDisk);

internal sealed record HnswConfig(int M, int PayloadM);

internal sealed record QuantizationConfig(ScalarQuantization Scalar);

internal sealed record ScalarQuantization(string Type, double Quantile, bool AlwaysRam);

internal sealed record CreateIndex(string FieldName, FieldSchema FieldSchema);

internal sealed record FieldSchema(string Type);

internal sealed record AliasChanges(IReadOnlyList<AliasAction> Actions);

internal sealed record AliasAction(CreateAlias? CreateAlias = null, DeleteAlias? DeleteAlias = null);

internal sealed record CreateAlias(string CollectionName, string AliasName);

internal sealed record DeleteAlias(string AliasName);

internal sealed record UpsertPoints(IReadOnlyList<Point> Points);

internal sealed record Point(Guid Id, float[] Vector, PointPayload Payload);

internal sealed record PointPayload(string Line, string State, long ReceivedAt, Guid SourceId, Guid PublisherId);

internal sealed record DeletePoints(IReadOnlyList<Guid> Points);

internal sealed record QueryPoints(ReadOnlyMemory<float> Query, int Limit, bool WithPayload, SearchParams Params, Filter? Filter);

internal sealed record SearchParams(int HnswEf, QuantizedSearch Quantization);

/// <summary>Of the candidates, found by their quantised vectors, the nearest are told apart by the whole ones.</summary>
internal sealed record QuantizedSearch(bool Rescore, double Oversampling);

internal sealed record Filter(IReadOnlyList<Condition> Must);

internal sealed record Condition(string? Key = null, AnyOf? Match = null, NumberRange? Range = null, IReadOnlyCollection<Guid>? HasId = null);

internal sealed record AnyOf(IReadOnlyList<string> Any);

internal sealed record NumberRange(long? Gte, long? Lt);

internal sealed record CountPoints(bool Exact);

internal sealed record Answer<T>(T? Result);

internal sealed record FoundPoints(IReadOnlyList<FoundPoint> Points);

internal sealed record FoundPoint(Guid Id, float Score);

internal sealed record PointCount(long Count);

internal sealed record Aliases([property: JsonPropertyName("aliases")] IReadOnlyList<Alias> Items);

internal sealed record Alias(string AliasName, string CollectionName);

internal sealed record Collections([property: JsonPropertyName("collections")] IReadOnlyList<Collection> Items);

internal sealed record Collection(string Name);

internal sealed record Failure(FailureStatus? Status);

internal sealed record FailureStatus(string? Error);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateCollection))]
[JsonSerializable(typeof(CreateIndex))]
[JsonSerializable(typeof(AliasChanges))]
[JsonSerializable(typeof(UpsertPoints))]
[JsonSerializable(typeof(DeletePoints))]
[JsonSerializable(typeof(QueryPoints))]
[JsonSerializable(typeof(CountPoints))]
[JsonSerializable(typeof(Answer<FoundPoints>))]
[JsonSerializable(typeof(Answer<PointCount>))]
[JsonSerializable(typeof(Answer<Aliases>))]
[JsonSerializable(typeof(Answer<Collections>))]
[JsonSerializable(typeof(Failure))]
internal sealed partial class QdrantJson : JsonSerializerContext;
