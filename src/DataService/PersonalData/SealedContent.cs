using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LeadPlatform.DataService.PersonalData;

/// <summary>
/// How sealed content lies in a column. <c>1 | length of the key's id | the key's id | nonce, tag, data key | nonce, tag, content</c>: the data key wrapped under a key
/// of the platform, the content sealed with the data key. Erased content is <c>0 | milliseconds since 1970</c>, and nothing else of it is left. What was
/// stored before there were seals is JSON, and begins with a brace.
/// </summary>
internal readonly ref struct SealedContent
{
    public const int DataKeySize = 32;
    public const int NonceSize = 12;
    public const int TagSize = 16;

    private const byte ErasedMark = 0;
    private const byte SealedMark = 1;
    private const int IdAt = 2;

    private readonly ReadOnlySpan<byte> _stored;

    private SealedContent(ReadOnlySpan<byte> stored) => _stored = stored;

    /// <summary>Id of the platform's key, ASCII.</summary>
    public ReadOnlySpan<byte> KeyId => _stored.Slice(IdAt, _stored[1]);

    public Box Key => new(_stored.Slice(IdAt + _stored[1], NonceSize + TagSize + DataKeySize));

    public Box Content => new(_stored[HeaderSize(_stored[1])..]);

    /// <summary>What of the stored bytes a change of the platform's key leaves as it is.</summary>
    public ReadOnlySpan<byte> ContentBytes => _stored[HeaderSize(_stored[1])..];

    public static bool IsSealed(ReadOnlySpan<byte> stored) => stored is [SealedMark, ..];

    public static bool IsPlain(ReadOnlySpan<byte> stored) => stored is not ([ErasedMark, ..] or [SealedMark, ..]);

    public static bool IsErased(ReadOnlySpan<byte> stored) => stored is [ErasedMark, ..];

    /// <exception cref="CryptographicException">It is no sealed content.</exception>
    public static SealedContent Read(ReadOnlySpan<byte> stored)
    {
        if (stored is not [SealedMark, var idLength, ..] || idLength == 0 || stored.Length < HeaderSize(idLength) + NonceSize + TagSize)
            throw new CryptographicException("What is stored is no sealed content of this version.");
        return new SealedContent(stored);
    }

    /// <summary>Makes room for content of <paramref name="length"/> bytes under a key, with the id written.</summary>
    public static byte[] Allocate(string keyId, int length, out WritableBox key, out WritableBox content)
    {
        var stored = new byte[HeaderSize(keyId.Length) + NonceSize + TagSize + length];
        (stored[0], stored[1]) = (SealedMark, (byte)keyId.Length);
        Encoding.ASCII.GetBytes(keyId, stored.AsSpan(IdAt));
        key = new WritableBox(stored.AsSpan(IdAt + keyId.Length, NonceSize + TagSize + DataKeySize));
        content = new WritableBox(stored.AsSpan(HeaderSize(keyId.Length)));
        return stored;
    }

    /// <summary>What is left of content that was erased: when.</summary>
    public static byte[] Erased(DateTimeOffset at)
    {
        var stored = new byte[1 + sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(stored.AsSpan(1), at.ToUnixTimeMilliseconds());
        return stored;
    }

    public static DateTimeOffset ErasedAt(ReadOnlySpan<byte> stored) => DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(stored[1..]));

    private static int HeaderSize(int idLength) => IdAt + idLength + NonceSize + TagSize + DataKeySize;

    /// <summary>A nonce, a tag and what they seal.</summary>
    public readonly ref struct Box(ReadOnlySpan<byte> bytes)
    {
        public ReadOnlySpan<byte> Nonce { get; } = bytes[..NonceSize];

        public ReadOnlySpan<byte> Tag { get; } = bytes.Slice(NonceSize, TagSize);

        public ReadOnlySpan<byte> Sealed { get; } = bytes[(NonceSize + TagSize)..];
    }

    /// <inheritdoc cref="Box"/>
    public readonly ref struct WritableBox(Span<byte> bytes)
    {
        public Span<byte> Nonce { get; } = bytes[..NonceSize];

        public Span<byte> Tag { get; } = bytes.Slice(NonceSize, TagSize);

        public Span<byte> Sealed { get; } = bytes[(NonceSize + TagSize)..];
    }
}
