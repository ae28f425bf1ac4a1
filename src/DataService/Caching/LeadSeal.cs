using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace LeadPlatform.DataService.Caching;

/// <summary>
/// Seals answers before they leave for Redis (AES-256-GCM), so that its memory, its files and its backups hold no personal data that can be read. Each lead has a key of
/// its own, derived with its id: a value opens for the lead it was made of and no other, and no key ever comes near the number of random nonces that is safe for one.
/// </summary>
internal sealed class LeadSeal(byte[] key)
{
    /// <summary>First byte of a sealed lead, told apart from a lease by it.</summary>
    public const byte Mark = 1;

    private const int IdSize = 16;
    private const int NonceAt = 1;
    private const int TagAt = NonceAt + 12;
    private const int ContentAt = TagAt + 16;

    public byte[] Seal(Guid leadId, in CachedLead lead)
    {
        var content = new byte[(2 * IdSize) + lead.Json.Length];
        lead.SourceId.TryWriteBytes(content, bigEndian: true, out _);
        (lead.AgentId ?? Guid.Empty).TryWriteBytes(content.AsSpan(IdSize), bigEndian: true, out _);
        lead.Json.Span.CopyTo(content.AsSpan(2 * IdSize));

        var value = new byte[ContentAt + content.Length];
        value[0] = Mark;
        RandomNumberGenerator.Fill(value.AsSpan(NonceAt..TagAt));
        using var cipher = Cipher(leadId);
        cipher.Encrypt(value.AsSpan(NonceAt..TagAt), content, value.AsSpan(ContentAt), value.AsSpan(TagAt..ContentAt));
        return value;
    }

    /// <returns>False for what this service has not sealed, or not under its present key.</returns>
    public bool TryOpen(Guid leadId, byte[] value, [NotNullWhen(true)] out CachedLead? lead)
    {
        lead = null;
        if (value.Length < ContentAt + (2 * IdSize) || value[0] != Mark)
            return false;
        var content = new byte[value.Length - ContentAt];
        try
        {
            using var cipher = Cipher(leadId);
            cipher.Decrypt(value.AsSpan(NonceAt..TagAt), value.AsSpan(ContentAt), value.AsSpan(TagAt..ContentAt), content);
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        var agent = new Guid(content.AsSpan(IdSize, IdSize), bigEndian: true);
        lead = new CachedLead(new Guid(content.AsSpan(0, IdSize), bigEndian: true), agent == Guid.Empty ? null : agent, content.AsMemory(2 * IdSize));
        return true;
    }

    private AesGcm Cipher(Guid leadId)
    {
        Span<byte> id = stackalloc byte[IdSize];
        leadId.TryWriteBytes(id, bigEndian: true, out _);
        Span<byte> own = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, id, own);
        return new AesGcm(own, tagSizeInBytes: 16);
    }
}
