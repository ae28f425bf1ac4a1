using System.Numerics.Tensors;

namespace LeadPlatform.DataService.Vectors.Embedding;

internal static class UnitLength
{
    /// <summary>Scales the vector to length 1, in place, so that a dot product is a cosine.</summary>
    /// <returns>Null where it has no direction: all zeros, or a number that is none.</returns>
    public static float[]? Of(float[] vector)
    {
        var norm = TensorPrimitives.Norm<float>(vector);
        if (!float.IsFinite(norm) || norm < 1e-12f)
            return null;
        TensorPrimitives.Divide(vector, norm, vector);
        return vector;
    }
}
