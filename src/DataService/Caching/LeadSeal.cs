using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using LeadPlatform.ServiceDefaults.PlatformKeys;

namespace LeadPlatform.DataService.Caching;

/// <summary>
/// Seals answers before they leave for Redis (AES-256-GCM), so that its memory, its files and its backups hold no personal data that can be read. Each lead has a key of
/// its own, derived from the platform's key with its id: a value opens for the lead it was made of and no other, and no key ever comes near the number of random nonces
/// that is safe for one. A value says which of the platform's keys it is under, so that instances on both sides of a rotation read each other's.
/// </summary>
internal sealed class LeadSeal(PlatformKeyRing keys)
{
    /// <summary>First byte of a sealed lead, told apart from a lease by it.</summary>
    public const byte Mark = 1;

    private const string Purpose = "lead-cache-1";
    private const int IdSize = 16;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int KeyIdAt = 2;

    private volatile Derived? _last;

    public byte[] Seal(Guid leadId, in CachedLead lead)
    {
        var content = new byte[(2 * IdSize) + lead.Json.Length];
        lead.SourceId.TryWriteBytes(content, bigEndian: true, out _);
        (lead.AgentId ?? Guid.Empty).TryWriteBytes(content.AsSpan(IdSize), bigEndian: true, out _);
        lead.Json.Span.CopyTo(content.AsSpan(2 * IdSize));

        var key = keys.Current;
        var nonceAt = KeyIdAt + key.Id.Length;
        var value = new byte[nonceAt + NonceSize + TagSize + content.Length];
        (value[0], value[1]) = (Mark, (byte)key.Id.Length);
        Encoding.ASCII.GetBytes(key.Id, value.AsSpan(KeyIdAt));
        var nonce = value.AsSpan(nonceAt, NonceSize);
        var tag = value.AsSpan(nonceAt + NonceSize, TagSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher(key, leadId);
        cipher.Encrypt(nonce, content, value.AsSpan(nonceAt + NonceSize + TagSize), tag);
        return value;
    }

    /// <returns>False for what this service has not sealed, or not under a key that it knows.</returns>
    public bool TryOpen(Guid leadId, byte[] value, [NotNullWhen(true)] out CachedLead? lead)
    {
        lead = null;
        if (value is not [Mark, var idLength, ..] || value.Length < KeyIdAt + idLength + NonceSize + TagSize + (2 * IdSize))
            return false;
        var nonceAt = KeyIdAt + idLength;
        var content = new byte[value.Length - nonceAt - NonceSize - TagSize];
        try
        {
            using var cipher = Cipher(KeyOf(value.AsSpan(KeyIdAt, idLength)), leadId);
            cipher.Decrypt(value.AsSpan(nonceAt, NonceSize), value.AsSpan(nonceAt + NonceSize + TagSize), value.AsSpan(nonceAt + NonceSize, TagSize), content);
        }
        catch (Exception exception) when (exception is AuthenticationTagMismatchException or PlatformKeyMissingException)
        {
            return false;
        }

        var agent = new Guid(content.AsSpan(IdSize, IdSize), bigEndian: true);
        lead = new CachedLead(new Guid(content.AsSpan(0, IdSize), bigEndian: true), agent == Guid.Empty ? null : agent, content.AsMemory(2 * IdSize));
        return true;
    }

    private PlatformKey KeyOf(ReadOnlySpan<byte> id) => Ascii.Equals(id, keys.Current.Id) ? keys.Current : keys.Get(Encoding.ASCII.GetString(id));

    private AesGcm Cipher(PlatformKey key, Guid leadId)
    {
        if (_last is not { } derived || !ReferenceEquals(derived.From, key))
            _last = derived = Derived.Of(key);
        Span<byte> id = stackalloc byte[IdSize];
        leadId.TryWriteBytes(id, bigEndian: true, out _);
        Span<byte> own = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(derived.Key, id, own);
        return new AesGcm(own, TagSize);
    }

    private sealed record Derived(PlatformKey From, byte[] Key)
    {
        public static Derived Of(PlatformKey key)
        {
            var derived = new byte[PlatformKey.Size];
            key.Derive(Purpose, derived);
            return new Derived(key, derived);
        }
    }
}
