using System.Numerics.Tensors;

namespace LeadPlatform.DataService.Vectors.Embedded;

/// <summary>
/// A run of vectors, one behind the other in one array, with what they are filtered by. One writer appends and marks the dead; readers go on meanwhile: a slot is never written again, and
/// says in which version of the index it came and in which it went, so that a reader sees all of one version and nothing of the next.
/// </summary>
internal sealed class VectorSegment(int capacity, int dimensions)
{
    private readonly float[] _numbers = GC.AllocateUninitializedArray<float>(capacity * dimensions);
    private readonly Guid[] _leadIds = new Guid[capacity];
    private readonly SlotFacts[] _facts = new SlotFacts[capacity];
    private readonly long[] _born = new long[capacity];
    private readonly long[] _died = new long[capacity];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public bool IsFull => _count == capacity;

    /// <summary>Slots that count. Of the writer.</summary>
    public int Living { get; private set; }

    /// <summary>Appends; the caller has seen that there is room.</summary>
    /// <returns>The slot.</returns>
    public int Append(Guid leadId, ReadOnlySpan<float> vector, SlotFacts facts, long version)
    {
        var slot = _count;
        vector.CopyTo(_numbers.AsSpan(slot * dimensions, dimensions));
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

    public (float[] Vector, SlotFacts Facts) At(int slot) => (_numbers.AsSpan(slot * dimensions, dimensions).ToArray(), _facts[slot]);

    public void Scan(ReadOnlySpan<float> vector, SlotFilter filter, Nearest nearest, long version, CancellationToken cancellationToken)
    {
        var count = Count;
        for (var slot = 0; slot < count; slot++)
        {
            if ((slot & 0x3FF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (_born[slot] > version || Volatile.Read(ref _died[slot]) <= version || !filter.Takes(_facts[slot], _leadIds[slot]))
                continue;
            nearest.Offer(_leadIds[slot], TensorPrimitives.Dot<float>(vector, _numbers.AsSpan(slot * dimensions, dimensions)));
        }
    }
}

/// <summary>What a slot is filtered by. Words stand as numbers of <see cref="WordNumbers"/>.</summary>
internal readonly record struct SlotFacts(int Line, int State, int Source, int Publisher, long ReceivedAt);
