using System.Security.Cryptography;

namespace NATS.NKeys;

/// <summary>The text form of a seed: base32 of two prefix bytes, 32 seed bytes and a checksum.</summary>
internal static class SeedText
{
    private const int SeedLength = 32;
    private const int PrefixLength = 2;
    private const int TextLength = 58;

    // Five bits that read as 'S' in base32; the kind's five bits follow them across the byte border.
    private const int SeedPrefix = 18;

    public static (KeyKind Kind, byte[] Seed) Parse(ReadOnlySpan<char> text)
    {
        if (text.Length != TextLength)
            throw new NKeyException($"An nkey seed has {TextLength} characters, this one has {text.Length}.");

        var raw = Base32.Decode(text);
        try
        {
            var body = raw.AsSpan(0, PrefixLength + SeedLength);
            if (!Crc16.Matches(body, raw.AsSpan(body.Length)))
                throw new NKeyException("The checksum of the nkey seed is wrong: a character was changed or lost.");
            if (body[0] >> 3 != SeedPrefix)
                throw new NKeyException("An nkey seed starts with S; this key is of another kind.");

            var kind = (KeyKind)(((body[0] & 0b111) << 2) | (body[1] >> 6));
            if (!Enum.IsDefined(kind))
                throw new NKeyException("The nkey seed names no known kind of key in its second character.");

            return (kind, body[PrefixLength..].ToArray());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(raw);
        }
    }
}
