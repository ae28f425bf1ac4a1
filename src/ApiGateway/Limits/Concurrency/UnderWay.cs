using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace LeadPlatform.ApiGateway.Limits.Concurrency;

/// <summary>Requests that this gateway has under way, by the service that they go to.</summary>
internal sealed class UnderWay
{
    private readonly ConcurrentDictionary<string, StrongBox<int>> _counts = new();

    public bool TryEnter(string cluster, int most)
    {
        var count = _counts.GetOrAdd(cluster, _ => new StrongBox<int>());
        if (Interlocked.Increment(ref count.Value) <= most)
            return true;
        Interlocked.Decrement(ref count.Value);
        return false;
    }

    public void Leave(string cluster) => Interlocked.Decrement(ref _counts[cluster].Value);
}
