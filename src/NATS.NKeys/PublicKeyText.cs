namespace NATS.NKeys;

/// <summary>The text form of a public key: base32 of one prefix byte, 32 key bytes and a checksum.</summary>
internal static class PublicKeyText
{
    public static string Format(KeyKind kind, ReadOnlySpan<byte> publicKey)
    {
        Span<byte> raw = stackalloc byte[1 + publicKey.Length + Crc16.Length];
        raw[0] = (byte)((byte)kind << 3);
        publicKey.CopyTo(raw[1..]);
        Crc16.Write(raw[..^Crc16.Length], raw[^Crc16.Length..]);
        return Base32.Encode(raw);
    }
}
