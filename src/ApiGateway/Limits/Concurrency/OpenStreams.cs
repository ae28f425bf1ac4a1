using System.Collections.Concurrent;

namespace LeadPlatform.ApiGateway.Limits.Concurrency;

/// <summary>Streams and web sockets that this gateway keeps open, by whose they are.</summary>
internal sealed class OpenStreams
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public bool TryOpen(string owner, int most)
    {
        while (true)
        {
            var count = _counts.GetValueOrDefault(owner);
            if (count >= most)
                return false;
            if (count == 0 ? _counts.TryAdd(owner, 1) : _counts.TryUpdate(owner, count + 1, count))
                return true;
        }
    }

    public void Close(string owner)
    {
        while (true)
        {
            var count = _counts.GetValueOrDefault(owner);
            if (count <= 1 ? _counts.TryRemove(new(owner, count)) : _counts.TryUpdate(owner, count - 1, count))
                return;
        }
    }
}
