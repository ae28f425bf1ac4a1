using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace LeadPlatform.DataService.Duplicates;

/// <summary>
/// What a lead claims: a contact key in a line and a scope, in one value, so that a claim is found by one comparison. The contact key is half of an HMAC;
/// laid over with half of the hash of line and scope it stays as unlikely to meet another.
/// </summary>
internal static class ClaimKey
{
    // Lines are few and known, sources are those that have an account: this does not grow with leads.
    private static readonly ConcurrentDictionary<(string Line, Guid Scope), UInt128> Masks = new();

    /// <param name="contactKey">Of <see cref="Contacts.ContactKeys"/>.</param>
    /// <param name="scope">The source, or empty where leads of all sources are compared.</param>
    public static Guid Of(Guid contactKey, string line, Guid scope)
    {
        Span<byte> bytes = stackalloc byte[16];
        contactKey.TryWriteBytes(bytes, bigEndian: true, out _);
        var mask = Masks.GetOrAdd((line, scope), static of => Mask(of.Line, of.Scope));
        var claimed = BinaryPrimitives.ReadUInt128BigEndian(bytes) ^ mask;
        BinaryPrimitives.WriteUInt128BigEndian(bytes, claimed);
        return new Guid(bytes, bigEndian: true);
    }

    private static UInt128 Mask(string line, Guid scope) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{line}{scope}")));
}
