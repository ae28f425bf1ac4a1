namespace LeadPlatform.ApiGateway.Keys;

/// <summary>
/// Keys that Backend does not know, for a few seconds. One slot per hash bucket, the newest stays: bounded and free of locks, and forgetting one
/// early costs a question to Backend and nothing else.
/// </summary>
internal sealed class UnknownKeys(int capacity)
{
    private readonly Entry?[] _slots = new Entry?[capacity];

    public bool Contains(KeyHash key, long now) => Volatile.Read(ref Slot(key)) is { } entry && entry.Key == key && entry.Until > now;

    public void Add(KeyHash key, long until) => Volatile.Write(ref Slot(key), new Entry(key, until));

    private ref Entry? Slot(KeyHash key) => ref _slots[(int)((uint)key.Low & (uint)(_slots.Length - 1))];

    private sealed record Entry(KeyHash Key, long Until);
}
