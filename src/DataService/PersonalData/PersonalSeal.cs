using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.PlatformKeys;

namespace LeadPlatform.DataService.PersonalData;

/// <summary>
/// Seals what tells who a consumer is before it goes to PostgreSQL or to a file, and opens it again: AES-256-GCM under a data key of its own for each consumer, which
/// stands beside it wrapped under the platform's key (<see cref="SealedContent"/>). A copy of the database without that key tells nobody's name. What was sealed for one
/// row opens for no other.
/// </summary>
/// <param name="writePlain">See <see cref="Contacts.PersonalDataOptions.WritePlain"/>.</param>
internal sealed class PersonalSeal(PlatformKeyRing keys, bool writePlain = false)
{
    private const int IdSize = 16;

    /// <summary>Id of the key under which new data keys are wrapped.</summary>
    public string CurrentKeyId => keys.Current.Id;

    /// <summary>Whether documents are sealed at all.</summary>
    public bool Seals => !writePlain;

    public byte[] Seal(Guid leadId, PersonalDocument person)
    {
        if (writePlain)
            return person.ToBytes();
        var scratch = SealScratch.OfThread;
        // Of one before that failed midway something may be left.
        scratch.Buffer.Clear();
        scratch.Writer.Reset();
        JsonSerializer.Serialize(scratch.Writer, person, PersonalDocumentJson.Default.PersonalDocument);
        return Seal(leadId, scratch.Buffer.WrittenSpan, scratch);
    }

    /// <param name="id">Of the row it is for: it opens with the same alone.</param>
    public byte[] Seal(Guid id, ReadOnlySpan<byte> content) => Seal(id, content, SealScratch.OfThread);

    /// <summary>The document of a lead, sealed or from before there were seals; <see cref="PersonalDocument.ErasedAt"/> where the consumer was erased.</summary>
    /// <exception cref="CryptographicException">It is another row's, or was changed.</exception>
    /// <exception cref="PlatformKeyMissingException">The key it is wrapped under is not there.</exception>
    /// <exception cref="JsonException">It was never a document.</exception>
    public PersonalDocument OpenDocument(Guid leadId, ReadOnlySpan<byte> stored)
    {
        if (SealedContent.IsErased(stored))
            return PersonalDocument.ErasedAt(SealedContent.ErasedAt(stored));
        if (SealedContent.IsPlain(stored))
            return PersonalDocument.OfJson(stored);
        var content = ArrayPool<byte>.Shared.Rent(stored.Length);
        var opened = content.AsSpan(0, SealedContent.Read(stored).Content.Sealed.Length);
        try
        {
            Open(leadId, stored, opened);
            return PersonalDocument.OfJson(opened);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(opened);
            ArrayPool<byte>.Shared.Return(content);
        }
    }

    /// <summary>Content that <see cref="Seal(Guid, ReadOnlySpan{byte})"/> sealed; what is not sealed as it is.</summary>
    /// <inheritdoc cref="OpenDocument" path="/exception"/>
    public byte[] Open(Guid id, byte[] stored)
    {
        if (!SealedContent.IsSealed(stored))
            return stored;
        var content = new byte[SealedContent.Read(stored).Content.Sealed.Length];
        Open(id, stored, content);
        return content;
    }

    /// <summary>The same content under the current key: sealed where it was plain, its data key wrapped again where that was under another key.</summary>
    /// <returns>Null where it is under the current key already, or erased.</returns>
    /// <inheritdoc cref="OpenDocument" path="/exception"/>
    public byte[]? Renew(Guid id, ReadOnlySpan<byte> stored)
    {
        if (SealedContent.IsErased(stored))
            return null;
        if (SealedContent.IsPlain(stored))
            return Seal(id, stored);
        var old = SealedContent.Read(stored);
        var current = keys.Current;
        if (WrappingCiphers.Is(current.Id, old.KeyId))
            return null;
        var scratch = SealScratch.OfThread;
        Span<byte> associated = stackalloc byte[IdSize];
        Span<byte> dataKey = stackalloc byte[SealedContent.DataKeySize];
        id.TryWriteBytes(associated, bigEndian: true, out _);
        scratch.Ciphers.Of(old.KeyId, keys).Decrypt(old.Key.Nonce, old.Key.Sealed, old.Key.Tag, dataKey, associated);
        var renewed = SealedContent.Allocate(current.Id, old.Content.Sealed.Length, out var key, out _);
        RandomNumberGenerator.Fill(key.Nonce);
        scratch.Ciphers.Of(current).Encrypt(key.Nonce, dataKey, key.Sealed, key.Tag, associated);
        old.ContentBytes.CopyTo(renewed.AsSpan(renewed.Length - old.ContentBytes.Length));
        CryptographicOperations.ZeroMemory(dataKey);
        return renewed;
    }

    private byte[] Seal(Guid id, ReadOnlySpan<byte> content, SealScratch scratch)
    {
        var current = keys.Current;
        var stored = SealedContent.Allocate(current.Id, content.Length, out var key, out var box);
        Span<byte> associated = stackalloc byte[IdSize];
        id.TryWriteBytes(associated, bigEndian: true, out _);
        var random = scratch.Random();
        var dataKey = random[..SealedContent.DataKeySize];
        random.Slice(SealedContent.DataKeySize, SealedContent.NonceSize).CopyTo(key.Nonce);
        random[(SealedContent.DataKeySize + SealedContent.NonceSize)..].CopyTo(box.Nonce);
        scratch.Ciphers.Of(current).Encrypt(key.Nonce, dataKey, key.Sealed, key.Tag, associated);
        using (var cipher = new AesGcm(dataKey, SealedContent.TagSize))
            cipher.Encrypt(box.Nonce, content, box.Sealed, box.Tag, associated);
        scratch.Wipe(random);
        return stored;
    }

    private void Open(Guid id, ReadOnlySpan<byte> stored, Span<byte> content)
    {
        var parts = SealedContent.Read(stored);
        Span<byte> associated = stackalloc byte[IdSize];
        id.TryWriteBytes(associated, bigEndian: true, out _);
        Span<byte> dataKey = stackalloc byte[SealedContent.DataKeySize];
        SealScratch.OfThread.Ciphers.Of(parts.KeyId, keys).Decrypt(parts.Key.Nonce, parts.Key.Sealed, parts.Key.Tag, dataKey, associated);
        using var cipher = new AesGcm(dataKey, SealedContent.TagSize);
        CryptographicOperations.ZeroMemory(dataKey);
        cipher.Decrypt(parts.Content.Nonce, parts.Content.Sealed, parts.Content.Tag, content, associated);
    }
}
