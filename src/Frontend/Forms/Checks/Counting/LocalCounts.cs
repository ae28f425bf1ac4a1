using Microsoft.Extensions.Caching.Memory;

namespace LeadPlatform.Frontend.Forms.Checks.Counting;

/// <summary>Counts in this process's memory; past the capacity the ones that are least in use are forgotten.</summary>
internal sealed class LocalCounts : IDisposable
{
    private const int Tracked = 100_000;

    private readonly MemoryCache _counts = new(new MemoryCacheOptions { SizeLimit = Tracked });
    private readonly Lock _one = new();

    public int Of(string key) => _counts.TryGetValue(key, out Count? count) ? count!.Value : 0;

    /// <param name="keptFor">From the first one on.</param>
    public void Add(string key, TimeSpan keptFor)
    {
        lock (_one)
        {
            if (!_counts.TryGetValue(key, out Count? count))
                _counts.Set(key, count = new Count(), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = keptFor });
            count!.Value++;
        }
    }

    public void Dispose() => _counts.Dispose();

    private sealed class Count
    {
        public int Value { get; set; }
    }
}
