using System.Text.Json;

namespace LeadPlatform.DataService.Tests.Vectors.StandIn;

/// <summary>A collection in memory, compared exactly.</summary>
internal sealed class StandInCollection(CollectionBody shape)
{
    private readonly Dictionary<Guid, PointBody> _points = [];

    public CollectionBody Shape { get; } = shape;

    public Dictionary<string, string> Indexes { get; } = new(StringComparer.Ordinal);

    public int Count => _points.Count;

    /// <returns>What is wrong; null where nothing is.</returns>
    public string? Upsert(PointBody[] points)
    {
        foreach (var point in points)
        {
            if (point.Vector.Length != Shape.Vectors.Size)
                return $"Wrong input: Vector dimension error: expected dim: {Shape.Vectors.Size}, got {point.Vector.Length}";
        }

        foreach (var point in points)
            _points[point.Id] = point with { Vector = Unit(point.Vector) };
        return null;
    }

    public void Delete(IEnumerable<Guid> ids)
    {
        foreach (var id in ids)
            _points.Remove(id);
    }

    public IEnumerable<PointBody> Matching(FilterBody? filter) => _points.Values.Where(point => filter?.Must?.All(condition => Holds(condition, point)) ?? true);

    public IEnumerable<(PointBody Point, float Score)> Nearest(float[] query, FilterBody? filter)
    {
        var unit = Unit(query);
        return Matching(filter).Select(point => (point, point.Vector.Zip(unit, (a, b) => a * b).Sum())).OrderByDescending(pair => pair.Item2);
    }

    /// <summary>Fields that are filtered by without an index of the kind it takes, which a strict server refuses.</summary>
    public string? Unindexed(FilterBody? filter)
    {
        foreach (var condition in filter?.Must ?? [])
        {
            if (condition.Key is { } key && Indexes.GetValueOrDefault(key) != (condition.Range is null ? "keyword" : "integer"))
                return $"Bad request: Index required but not found for \"{key}\"";
        }

        return null;
    }

    private static bool Holds(ConditionBody condition, PointBody point)
    {
        if (condition.HasId is { } ids)
            return ids.Contains(point.Id);
        if (condition.Key is null || point.Payload?.TryGetValue(condition.Key, out var value) is not true)
            return false;
        if (condition.Match is { } match)
            return value.ValueKind == JsonValueKind.String && (match.Any?.Contains(value.GetString()) ?? match.Value == value.GetString());
        var number = value.GetDouble();
        var range = condition.Range!;
        return !(number < range.Gte || number <= range.Gt || number >= range.Lt || number > range.Lte);
    }

    private static float[] Unit(float[] vector)
    {
        var norm = MathF.Sqrt(vector.Sum(number => number * number));
        return norm == 0 ? vector : [.. vector.Select(number => number / norm)];
    }
}
