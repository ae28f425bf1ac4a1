using System.Security.Cryptography;
using System.Text;

namespace LeadPlatform.Messaging.Events;

/// <summary>Ids of events that follow from another event.</summary>
public static class EventId
{
    /// <summary>
    /// The id of the event of <paramref name="type"/> that <paramref name="cause"/> leads to: the same each time, so that a redelivered cause
    /// does not make a second event. Keeps the cause's time, so it sorts as a UUIDv7 does.
    /// </summary>
    public static Guid From(Guid cause, string type)
    {
        Span<byte> input = stackalloc byte[16 + 128];
        cause.TryWriteBytes(input, bigEndian: true, out _);
        var length = 16 + Encoding.UTF8.GetBytes(type, input[16..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input[..length], hash);

        Span<byte> id = stackalloc byte[16];
        input[..6].CopyTo(id);
        hash[..10].CopyTo(id[6..]);
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
