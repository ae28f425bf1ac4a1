using System.Security.Cryptography;
using System.Text;

namespace LeadPlatform.ServiceDefaults.PlatformKeys;

/// <summary>
/// One version of the key that the platform's stored secrets are wrapped with: AES-256-GCM, a random nonce each time. Safe for many threads. Good for 2^32
/// secrets; a platform that comes near makes another version current.
/// </summary>
public sealed class PlatformKey
{
    /// <summary>Bytes of the key.</summary>
    public const int Size = 32;

    /// <summary>Bytes that wrapping adds: nonce and tag.</summary>
    public const int Overhead = NonceSize + TagSize;

    /// <summary>Characters of an id, at most: lower case letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public const int MaxIdLength = 32;

    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] _key;

    /// <exception cref="ArgumentException">The id or the size is wrong; the message holds nothing of the key.</exception>
    public PlatformKey(string id, ReadOnlySpan<byte> key)
    {
        if (!IsId(id))
            throw new ArgumentException($"A key's id has 1 to {MaxIdLength} lower case letters, digits, '-', '_' and '.'.", nameof(id));
        if (key.Length != Size)
            throw new ArgumentException($"Key '{id}' must have {Size} bytes and has {key.Length}.", nameof(key));
        Id = id;
        _key = key.ToArray();
    }

    /// <summary>Kept beside what is wrapped, so that the version is found again.</summary>
    public string Id { get; }

    public static bool IsId(string id) =>
        id.Length is >= 1 and <= MaxIdLength && id[0] != '.' && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');

    /// <param name="secret">What is wrapped, typically another key.</param>
    /// <param name="purpose">What it is and whose, such as <c>identity-key:3f2a</c>: it unwraps under the same purpose only, so that nobody swaps two rows.</param>
    /// <returns><see cref="Overhead"/> bytes more than <paramref name="secret"/>.</returns>
    public byte[] Wrap(ReadOnlySpan<byte> secret, string purpose)
    {
        var wrapped = new byte[secret.Length + Overhead];
        var nonce = wrapped.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(nonce, secret, wrapped.AsSpan(Overhead), wrapped.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(purpose));
        return wrapped;
    }

    /// <exception cref="CryptographicException">It was wrapped with another key or for another purpose, or was changed.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string purpose)
    {
        if (wrapped.Length < Overhead)
            throw new CryptographicException("What is to be unwrapped is too short.");
        var secret = new byte[wrapped.Length - Overhead];
        using var aes = new AesGcm(_key, TagSize);
        aes.Decrypt(wrapped[..NonceSize], wrapped[Overhead..], wrapped.Slice(NonceSize, TagSize), secret, Encoding.UTF8.GetBytes(purpose));
        return secret;
    }

    /// <summary>
    /// A key for one purpose, always the same (HKDF-SHA-256): for who wraps so often that it must not cost a cipher each time, or needs a key for something else than wrapping.
    /// </summary>
    /// <param name="purpose">What it is for, such as <c>personal-data-1</c>; another purpose gives an unrelated key.</param>
    /// <param name="derived">Filled whole.</param>
    public void Derive(string purpose, Span<byte> derived) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, derived, salt: default, Encoding.UTF8.GetBytes(purpose));

    public override string ToString() => Id;
}
