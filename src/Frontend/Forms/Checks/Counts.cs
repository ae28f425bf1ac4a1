using System.Net;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Frontend.Forms.Checks;

/// <summary>Inquiries by address and by run through a form, in this process's memory; past the capacity the ones that are least in use are forgotten.</summary>
internal sealed class Counts(IOptions<CheckOptions> options) : IDisposable
{
    private const int Tracked = 100_000;

    private readonly MemoryCache _counts = new(new MemoryCacheOptions { SizeLimit = Tracked });
    private readonly Lock _one = new();

    public int Of(IPAddress? address) => Read(Key(address));

    public int Of(Guid page) => Read(page);

    public void Add(IPAddress? address, Guid page)
    {
        lock (_one)
        {
            Add(Key(address), options.Value.Window);
            Add(page, options.Value.MaximumAge);
        }
    }

    public void Dispose() => _counts.Dispose();

    /// <summary>Of IPv6 the /64, which one household has to itself.</summary>
    private static string Key(IPAddress? address)
    {
        if (address is null)
            return "";
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return Convert.ToHexString(bytes.AsSpan(0, bytes.Length == 16 ? 8 : bytes.Length));
    }

    private int Read(object key) => _counts.TryGetValue(key, out Count? count) ? count!.Value : 0;

    private void Add(object key, TimeSpan keptFor)
    {
        if (!_counts.TryGetValue(key, out Count? count))
            _counts.Set(key, count = new Count(), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = keptFor });
        count!.Value++;
    }

    private sealed class Count
    {
        public int Value { get; set; }
    }
}
