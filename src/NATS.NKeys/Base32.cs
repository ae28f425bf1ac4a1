using System.Text;

namespace NATS.NKeys;

/// <summary>Base32 of RFC 4648 in upper case without padding.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsPerCharacter = 5;

    public static string Encode(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder((data.Length * 8 + BitsPerCharacter - 1) / BitsPerCharacter);
        int buffer = 0, bits = 0;
        foreach (var value in data)
        {
            buffer = (buffer << 8 | value) & 0xFFFF;
            bits += 8;
            for (; bits >= BitsPerCharacter; bits -= BitsPerCharacter)
                text.Append(Alphabet[buffer >> (bits - BitsPerCharacter) & 31]);
        }

        if (bits > 0)
            text.Append(Alphabet[buffer << (BitsPerCharacter - bits) & 31]);
        return text.ToString();
    }

    /// <exception cref="NKeyException">A character outside the alphabet, or bits left over that are not zero.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        var data = new byte[text.Length * BitsPerCharacter / 8];
        int buffer = 0, bits = 0, written = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var value = Alphabet.IndexOf(text[at], StringComparison.Ordinal);
            if (value < 0)
                throw new NKeyException($"Character {at + 1} of the nkey seed is not one of A-Z and 2-7.");

            buffer = (buffer << BitsPerCharacter | value) & 0xFFFF;
            bits += BitsPerCharacter;
            if (bits < 8)
                continue;

            bits -= 8;
            data[written++] = (byte)(buffer >> bits);
        }

        if ((buffer & ((1 << bits) - 1)) != 0)
            throw new NKeyException("The last character of the nkey seed carries bits that no seed has.");
        return data;
    }
}
