using System.Buffers.Binary;

namespace LeadPlatform.DataService.Searching;

/// <summary>One thing a lead is found by.</summary>
internal sealed class SearchKey
{
    /// <summary>See <see cref="Of"/>.</summary>
    public long Key { get; set; }

    public Guid LeadId { get; set; }

    /// <summary>
    /// Half of a key of <see cref="Contacts.ContactKeys"/>, which makes the index a sixth smaller: of 5,000,000 different ones two are the same once in a million such databases.
    /// </summary>
    public static long Of(Guid contactKey)
    {
        Span<byte> bytes = stackalloc byte[16];
        contactKey.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }
}
