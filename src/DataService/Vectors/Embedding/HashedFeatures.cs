using System.Numerics.Tensors;

namespace LeadPlatform.DataService.Vectors.Embedding;

/// <summary>Named features summed into a vector, each at the place and with the sign that the hash of its name gives: the same on every machine and in every version.</summary>
internal sealed class HashedFeatures(int dimensions)
{
    private readonly float[] _sums = new float[dimensions];

    public void Add(string kind, ReadOnlySpan<char> name, float weight = 1)
    {
        var hash = Fnv(Fnv(Fnv(14695981039346656037, kind), ":"), name);
        // The low bits of FNV are the weaker ones.
        hash ^= hash >> 29;
        hash *= 0xBF58476D1CE4E5B9;
        hash ^= hash >> 32;
        var place = (int)(((hash & 0xFFFFFFFF) * (ulong)_sums.Length) >> 32);
        _sums[place] += (hash >> 63) == 0 ? weight : -weight;
    }

    /// <summary>Adds the sum to <paramref name="vector"/>, scaled to <paramref name="length"/>; nothing where there were no features.</summary>
    public void AddTo(Span<float> vector, float length)
    {
        var norm = TensorPrimitives.Norm<float>(_sums);
        if (norm > 0)
            TensorPrimitives.MultiplyAdd(_sums, length / norm, vector, vector);
    }

    private static ulong Fnv(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            hash = (hash ^ character) * 1099511628211;
        return hash;
    }
}
