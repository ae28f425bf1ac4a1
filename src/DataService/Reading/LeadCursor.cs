using System.Buffers.Binary;
using System.Buffers.Text;

namespace LeadPlatform.DataService.Reading;

/// <summary>Where a page of leads ends. Ids are UUIDv7, so "older than this id" is the next page at any depth.</summary>
internal static class LeadCursor
{
    public static string Format(Guid last) => Base64Url.EncodeToString(last.ToByteArray(bigEndian: true));

    public static bool TryParse(string text, out Guid last)
    {
        Span<byte> id = stackalloc byte[16];
        last = default;
        if (text.Length != 22 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, id, out var written) || written != 16)
            return false;
        last = new Guid(id, bigEndian: true);
        return true;
    }

    /// <summary>The smallest id of that millisecond: a bound for times, without an index on the time.</summary>
    public static Guid FirstOf(DateTimeOffset time)
    {
        Span<byte> id = stackalloc byte[16];
        id.Clear();
        BinaryPrimitives.WriteInt64BigEndian(id, Math.Max(0, time.ToUnixTimeMilliseconds()) << 16);
        id[6] = 0x70;
        id[8] = 0x80;
        return new Guid(id, bigEndian: true);
    }
}
