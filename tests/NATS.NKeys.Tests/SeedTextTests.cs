using System.Security.Cryptography;

namespace NATS.NKeys.Tests;

public class SeedTextTests
{
    private const string Seed = "SUAMLK2ZNL35WSMW37E7UD4VZ7ELPKW7DHC3BWBSD2GCZ7IUQQXZIORRBU";

    [Theory]
    [InlineData("SA", 'A')]
    [InlineData("SC", 'C')]
    [InlineData("SN", 'N')]
    [InlineData("SO", 'O')]
    [InlineData("SU", 'U')]
    public void A_seed_of_every_kind_gives_a_public_key_of_that_kind(string prefix, char kind)
    {
        var seed = SeedOf(prefix, RandomNumberGenerator.GetBytes(32));

        seed.ShouldStartWith(prefix);
        using var pair = KeyPair.FromSeed(seed);
        var publicKey = pair.GetPublicKey();

        publicKey.Length.ShouldBe(56);
        publicKey[0].ShouldBe(kind);
    }

    [Fact]
    public void Two_pairs_of_one_seed_sign_alike_and_pairs_of_two_seeds_do_not()
    {
        var seed = SeedOf("SU", RandomNumberGenerator.GetBytes(32));
        var other = SeedOf("SU", RandomNumberGenerator.GetBytes(32));

        Signed(seed).ShouldBe(Signed(seed));
        Signed(other).ShouldNotBe(Signed(seed));
    }

    [Fact]
    public void Every_changed_character_is_noticed()
    {
        for (var at = 0; at < Seed.Length; at++)
        {
            var changed = Seed.ToCharArray();
            changed[at] = changed[at] == 'A' ? 'B' : 'A';

            Should.Throw<NKeyException>(() => KeyPair.FromSeed(changed), $"character {at + 1}");
        }
    }

    [Fact]
    public void A_changed_character_is_called_a_wrong_checksum() =>
        Refusal(Seed[..20] + "Q" + Seed[21..]).ShouldBe("The checksum of the nkey seed is wrong: a character was changed or lost.");

    [Fact]
    public void A_public_key_is_no_seed() =>
        Refusal("UCK5N7N66OBOINFXAYC2ACJQYFSOD4VYNU6APEJTAVFZB2SVHLKGEW7L").ShouldBe("An nkey seed has 58 characters, this one has 56.");

    [Fact]
    public void A_private_key_with_a_good_checksum_is_no_seed() =>
        Refusal(SeedOf("PA", RandomNumberGenerator.GetBytes(32))).ShouldBe("An nkey seed starts with S; this key is of another kind.");

    [Fact]
    public void A_seed_of_an_unknown_kind_is_refused() =>
        Refusal(SeedOf("SB", RandomNumberGenerator.GetBytes(32))).ShouldBe("The nkey seed names no known kind of key in its second character.");

    [Theory]
    [InlineData('a')]
    [InlineData('0')]
    [InlineData('=')]
    [InlineData('é')]
    public void A_character_outside_base32_is_named_by_its_place(char wrong) =>
        Refusal(Seed[..4] + wrong + Seed[5..]).ShouldBe("Character 5 of the nkey seed is not one of A-Z and 2-7.");

    [Theory]
    [InlineData("")]
    [InlineData("SUAMLK2Z")]
    public void A_seed_of_another_length_is_refused(string seed) => Refusal(seed).ShouldBe($"An nkey seed has 58 characters, this one has {seed.Length}.");

    [Fact]
    public void No_refusal_quotes_the_seed() => Refusal(Seed[..20] + "Q" + Seed[21..]).ShouldNotContain(Seed[5..15]);

    private static string Refusal(string seed) => Should.Throw<NKeyException>(() => KeyPair.FromSeed(seed)).Message;

    private static byte[] Signed(string seed)
    {
        using var pair = KeyPair.FromSeed(seed);
        var signature = new byte[KeyPair.SignatureLength];
        pair.Sign("nonce"u8.ToArray(), signature);
        return signature;
    }

    // Written from the specification's words, apart from the code under test: two letters, the key, CRC-16/XMODEM, base32.
    private static string SeedOf(string letters, byte[] key)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = Convert.ToString(Alphabet.IndexOf(letters[0]), 2).PadLeft(5, '0') + Convert.ToString(Alphabet.IndexOf(letters[1]), 2).PadLeft(5, '0') + "000000";
        byte[] body = [Convert.ToByte(bits[..8], 2), Convert.ToByte(bits[8..], 2), .. key];
        var crc = 0;
        foreach (var value in body)
        {
            crc ^= value << 8;
            for (var i = 0; i < 8; i++)
                crc = ((crc << 1) ^ (crc >= 0x8000 ? 0x1021 : 0)) & 0xFFFF;
        }

        byte[] all = [.. body, (byte)crc, (byte)(crc >> 8)];
        var text = string.Concat(all.Select(value => Convert.ToString(value, 2).PadLeft(8, '0')));
        return string.Concat(text.PadRight((text.Length + 4) / 5 * 5, '0').Chunk(5).Select(five => Alphabet[Convert.ToInt32(new string(five), 2)]));
    }
}
