using System.Buffers.Binary;

namespace LeadPlatform.DataService.Graph;

/// <summary>Ids of leads are UUIDs of version 7: a span of time is a range of them, and an index that ends in one counts a span without another column.</summary>
internal static class FirstId
{
    /// <summary>The lowest id that a lead of that millisecond can have.</summary>
    public static Guid At(DateTimeOffset time)
    {
        Span<byte> id = stackalloc byte[16];
        id.Clear();
        BinaryPrimitives.WriteInt64BigEndian(id, Math.Max(0, time.ToUnixTimeMilliseconds()) << 16);
        id[6] = 0x70;
        return new Guid(id, bigEndian: true);
    }
}
