using LeadPlatform.DataService.Vectors;
using LeadPlatform.DataService.Vectors.Embedding;

namespace LeadPlatform.DataService.Tests.Vectors;

/// <summary>Points to search among.</summary>
internal static class SomeVectors
{
    public const int Dimensions = 32;

    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A direction between the first and the second axis: 0 the first, 90 the second.</summary>
    public static float[] At(double degrees)
    {
        var vector = new float[Dimensions];
        (vector[0], vector[1]) = ((float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180));
        return vector;
    }

    public static float[] Random(Random random) => UnitLength.Of([.. Enumerable.Range(0, Dimensions).Select(_ => (float)(random.NextDouble() - 0.5))])!;

    public static VectorPoint Point(
        double degrees, string line = "auto", string state = "NY", DateTimeOffset? at = null, Guid? source = null, Guid? publisher = null, Guid? id = null) =>
        new(id ?? Guid.CreateVersion7(), At(degrees), line, state, at ?? Noon, source ?? Guid.NewGuid(), publisher ?? Guid.NewGuid());
}
