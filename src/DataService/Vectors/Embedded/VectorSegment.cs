using System.Buffers;

namespace LeadPlatform.DataService.Vectors.Embedded;

/// <summary>
/// A run of vectors with what they are filtered by. One writer appends and marks the dead; readers go on meanwhile: a slot is never written again, and says in which version of the index it came and
/// in which it went, so that a reader sees all of one version and nothing of the next.
/// </summary>
internal sealed class VectorSegment(int capacity, SegmentNumbers numbers)
{
    private readonly Guid[] _leadIds = new Guid[capacity];
    private readonly SlotFacts[] _facts = new SlotFacts[capacity];
    private readonly long[] _born = new long[capacity];
    private readonly long[] _died = new long[capacity];
    private int _count;

    public bool IsFull => _count == capacity;

    /// <summary>Slots that count. Of the writer.</summary>
    public int Living { get; private set; }

    /// <summary>Appends; the caller has seen that there is room.</summary>
    /// <returns>The slot.</returns>
    public int Append(Guid leadId, ReadOnlySpan<float> vector, SlotFacts facts, long version)
    {
        var slot = _count;
        numbers.Write(slot, vector);
        (_leadIds[slot], _facts[slot], _born[slot], _died[slot]) = (leadId, facts, version, long.MaxValue);
        Living++;
        Volatile.Write(ref _count, slot + 1);
        return slot;
    }

    public void Kill(int slot, long version)
    {
        Volatile.Write(ref _died[slot], version);
        Living--;
    }

    /// <summary>The slots that count. Of the writer.</summary>
    public IEnumerable<(int Slot, Guid LeadId)> Slots()
    {
        for (var slot = 0; slot < _count; slot++)
        {
            if (_died[slot] == long.MaxValue)
                yield return (slot, _leadIds[slot]);
        }
    }

    public (float[] Vector, SlotFacts Facts) At(int slot) => (numbers.Read(slot), _facts[slot]);

    public void Scan(ReadOnlySpan<float> vector, SlotFilter filter, Nearest nearest, long version)
    {
        var count = Volatile.Read(ref _count);
        var (slots, dots) = (ArrayPool<int>.Shared.Rent(count), ArrayPool<float>.Shared.Rent(count));
        var taken = Taken(filter, version, slots.AsSpan(0, count));
        numbers.Dots(vector, count, slots.AsSpan(0, taken), dots.AsSpan(0, taken));
        for (var i = 0; i < taken; i++)
            nearest.Offer(_leadIds[slots[i]], dots[i]);
        ArrayPool<int>.Shared.Return(slots);
        ArrayPool<float>.Shared.Return(dots);
    }

    private int Taken(SlotFilter filter, long version, Span<int> slots)
    {
        var taken = 0;
        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (_born[slot] <= version && Volatile.Read(ref _died[slot]) > version && filter.Takes(_facts[slot], _leadIds[slot]))
                slots[taken++] = slot;
        }

        return taken;
    }
}

/// <summary>What a slot is filtered by. Words stand as numbers of <see cref="WordNumbers{T}"/>.</summary>
internal readonly record struct SlotFacts(int Line, int State, int Source, int Publisher, long ReceivedAt);
