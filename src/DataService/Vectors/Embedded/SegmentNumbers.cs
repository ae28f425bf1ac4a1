using System.Buffers;
using System.Numerics.Tensors;

namespace LeadPlatform.DataService.Vectors.Embedded;

/// <summary>The numbers of a segment's vectors, in one array.</summary>
internal abstract class SegmentNumbers(int capacity, int dimensions)
{
    protected float[] Numbers { get; } = GC.AllocateUninitializedArray<float>(capacity * dimensions);

    protected int Capacity => capacity;

    protected int Dimensions => dimensions;

    public abstract void Write(int slot, ReadOnlySpan<float> vector);

    public abstract float[] Read(int slot);

    /// <summary>The dot products with the vectors of some slots.</summary>
    /// <param name="count">Slots that are written.</param>
    /// <param name="dots">As many as slots.</param>
    public abstract void Dots(ReadOnlySpan<float> vector, int count, ReadOnlySpan<int> slots, Span<float> dots);
}

/// <summary>Vector behind vector: for those of which most numbers count.</summary>
internal sealed class RowNumbers(int capacity, int dimensions) : SegmentNumbers(capacity, dimensions)
{
    public override void Write(int slot, ReadOnlySpan<float> vector) => vector.CopyTo(Row(slot));

    public override float[] Read(int slot) => Row(slot).ToArray();

    public override void Dots(ReadOnlySpan<float> vector, int count, ReadOnlySpan<int> slots, Span<float> dots)
    {
        for (var i = 0; i < slots.Length; i++)
            dots[i] = TensorPrimitives.Dot<float>(vector, Row(slots[i]));
    }

    private Span<float> Row(int slot) => Numbers.AsSpan(slot * Dimensions, Dimensions);
}

/// <summary>Dimension behind dimension: of a question of the built-in model some 10 to 40 of 384 numbers are not zero, and only their columns are read.</summary>
internal sealed class ColumnNumbers(int capacity, int dimensions) : SegmentNumbers(capacity, dimensions)
{
    /// <summary>Fewer slots than this share of all are reckoned one by one.</summary>
    private const int Few = 16;

    public override void Write(int slot, ReadOnlySpan<float> vector)
    {
        for (var dimension = 0; dimension < vector.Length; dimension++)
            Numbers[(dimension * Capacity) + slot] = vector[dimension];
    }

    public override float[] Read(int slot)
    {
        var vector = new float[Dimensions];
        for (var dimension = 0; dimension < vector.Length; dimension++)
            vector[dimension] = Numbers[(dimension * Capacity) + slot];
        return vector;
    }

    public override void Dots(ReadOnlySpan<float> vector, int count, ReadOnlySpan<int> slots, Span<float> dots)
    {
        if (slots.Length * Few < count)
            OneByOne(vector, slots, dots);
        else
            All(vector, count, slots, dots);
    }

    private void OneByOne(ReadOnlySpan<float> vector, ReadOnlySpan<int> slots, Span<float> dots)
    {
        dots.Clear();
        for (var dimension = 0; dimension < vector.Length; dimension++)
        {
            if (vector[dimension] is not (var number and not 0))
                continue;
            var column = Numbers.AsSpan(dimension * Capacity, Capacity);
            for (var i = 0; i < slots.Length; i++)
                dots[i] += number * column[slots[i]];
        }
    }

    private void All(ReadOnlySpan<float> vector, int count, ReadOnlySpan<int> slots, Span<float> dots)
    {
        var rented = ArrayPool<float>.Shared.Rent(count);
        var sums = rented.AsSpan(0, count);
        sums.Clear();
        for (var dimension = 0; dimension < vector.Length; dimension++)
        {
            if (vector[dimension] != 0)
                TensorPrimitives.MultiplyAdd(Numbers.AsSpan(dimension * Capacity, count), vector[dimension], sums, sums);
        }

        for (var i = 0; i < slots.Length; i++)
            dots[i] = sums[slots[i]];
        ArrayPool<float>.Shared.Return(rented);
    }
}
