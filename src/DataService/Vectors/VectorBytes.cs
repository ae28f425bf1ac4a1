using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LeadPlatform.DataService.Vectors;

/// <summary>
/// A vector as it is kept: all numbers, or those that are not 0 with their places, whichever is shorter, to the bit. The built-in model's have some 40 of 384, which makes them a sixth.
/// An empty one is a lead's that must have none.
/// </summary>
internal static class VectorBytes
{
    private const byte Dense = 0;
    private const byte Sparse = 1;
    private const int SparseItem = sizeof(ushort) + sizeof(float);

    public static byte[] Of(ReadOnlySpan<float> vector)
    {
        var filled = vector.Length - vector.Count(0f);
        if (filled * SparseItem >= vector.Length * sizeof(float))
        {
            var all = new byte[1 + (vector.Length * sizeof(float))];
            all[0] = Dense;
            MemoryMarshal.AsBytes(vector).CopyTo(all.AsSpan(1));
            return all;
        }

        var some = new byte[1 + (filled * SparseItem)];
        some[0] = Sparse;
        var rest = some.AsSpan(1);
        for (var place = 0; place < vector.Length; place++)
        {
            if (vector[place] == 0)
                continue;
            BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)place);
            BinaryPrimitives.WriteSingleLittleEndian(rest[sizeof(ushort)..], vector[place]);
            rest = rest[SparseItem..];
        }

        return some;
    }

    /// <returns>Null where the bytes are no vector of that many numbers.</returns>
    public static float[]? Read(ReadOnlySpan<byte> bytes, int dimensions)
    {
        if (bytes.Length == 0)
            return null;
        var vector = new float[dimensions];
        var rest = bytes[1..];
        switch (bytes[0])
        {
            case Dense when rest.Length == dimensions * sizeof(float):
                rest.CopyTo(MemoryMarshal.AsBytes(vector.AsSpan()));
                return vector;
            case Sparse when rest.Length % SparseItem == 0:
                for (; rest.Length > 0; rest = rest[SparseItem..])
                {
                    if (BinaryPrimitives.ReadUInt16LittleEndian(rest) is var place && place >= dimensions)
                        return null;
                    vector[place] = BinaryPrimitives.ReadSingleLittleEndian(rest[sizeof(ushort)..]);
                }

                return vector;
            default:
                return null;
        }
    }
}
