using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadPlatform.DataService.Tests.Vectors.StandIn;

// Qdrant's bodies, written down once more from its documentation: what stands in none of these is refused.

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CollectionBody(
    [property: JsonRequired] VectorsBody Vectors, HnswBody? HnswConfig, int? ShardNumber, int? ReplicationFactor, int? WriteConsistencyFactor, bool? OnDiskPayload, QuantizationBody? QuantizationConfig);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record VectorsBody([property: JsonRequired] int Size, [property: JsonRequired] string Distance, bool? OnDisk);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record HnswBody(int? M, int? PayloadM, int? EfConstruct);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record QuantizationBody([property: JsonRequired] ScalarBody Scalar);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ScalarBody([property: JsonRequired] string Type, double? Quantile, bool? AlwaysRam);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record IndexBody([property: JsonRequired] string FieldName, [property: JsonRequired] JsonElement FieldSchema);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record UpsertBody([property: JsonRequired] PointBody[] Points);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PointBody([property: JsonRequired] Guid Id, [property: JsonRequired] float[] Vector, Dictionary<string, JsonElement>? Payload);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DeleteBody(Guid[]? Points, FilterBody? Filter);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record QueryBody([property: JsonRequired] float[] Query, int? Limit, FilterBody? Filter, bool? WithPayload, bool? WithVector, ParamsBody? Params);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ParamsBody(int? HnswEf, bool? Exact, QuantizedBody? Quantization);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record QuantizedBody(bool? Ignore, bool? Rescore, double? Oversampling);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CountBody(FilterBody? Filter, bool? Exact);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ScrollBody(FilterBody? Filter, int? Limit, Guid? Offset, bool? WithPayload, bool? WithVector);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FilterBody(ConditionBody[]? Must);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ConditionBody(string? Key, MatchBody? Match, RangeBody? Range, Guid[]? HasId);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MatchBody(string? Value, string[]? Any);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RangeBody(double? Gt, double? Gte, double? Lt, double? Lte);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AliasesBody([property: JsonRequired] AliasActionBody[] Actions);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AliasActionBody(CreateAliasBody? CreateAlias, DeleteAliasBody? DeleteAlias);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CreateAliasBody([property: JsonRequired] string CollectionName, [property: JsonRequired] string AliasName);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DeleteAliasBody([property: JsonRequired] string AliasName);

/// <summary>An answer other than the one asked for.</summary>
/// <param name="CutOff">The connection ends in the middle of the answer; what was asked is done all the same.</param>
internal sealed record Fault(int Status, string Body = "", string ContentType = "application/json", string? RetryAfter = null, bool CutOff = false)
{
    public static Fault TooMany(string retryAfter) => new(429, """{"status":{"error":"Too many requests"},"time":0.0}""", RetryAfter: retryAfter);

    public static Fault Unavailable { get; } = new(503, """{"status":{"error":"Service unavailable: not enough replicas"},"time":0.0}""");

    public static Fault WrongKey { get; } = new(401, "Invalid API key or JWT", "text/plain");

    public static Fault BrokenOff { get; } = new(200, CutOff: true);

    public static Fault Full { get; } = new(507, """{"status":{"error":"Service internal error: No space left on device"},"time":0.0}""");
}
