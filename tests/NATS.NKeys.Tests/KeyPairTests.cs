using System.Text;

namespace NATS.NKeys.Tests;

public class KeyPairTests
{
    // A seed and its signatures as other implementations of nkeys publish them.
    private const string UserSeed = "SUAMLK2ZNL35WSMW37E7UD4VZ7ELPKW7DHC3BWBSD2GCZ7IUQQXZIORRBU";
    private const string UserPublicKey = "UCK5N7N66OBOINFXAYC2ACJQYFSOD4VYNU6APEJTAVFZB2SVHLKGEW7L";

    [Theory]
    [InlineData(UserSeed, UserPublicKey)]
    [InlineData("SOAELH6NJCEK4HST5644G4HK7TOAFZGRRJHNM4EUKUY7PPNDLIKO5IH4JM", "ODPWIBQJVIQ42462QAFI2RKJC4RZHCQSIVPRDDHWFCJAP52NRZK6Z2YC")]
    [InlineData("SUAOBFVHF4ZWKTBJ6QP4C362WLBBBFIE7ENFTPYKUGZ3M2ESOXY353LXDI", "UBIWK4X3RXCPJ4CMIAVLAFDFABMLCCMZDDLAO5OZZ2265MDLXUTOGO4B")]
    public void A_published_seed_gives_its_published_public_key(string seed, string publicKey)
    {
        using var pair = KeyPair.FromSeed(seed);

        pair.GetPublicKey().ShouldBe(publicKey);
    }

    [Theory]
    [InlineData("PXoWU7zWAMt75FY", "ZaAiVDgB5CeYoXoQ7cBCmq+ZllzUnGUoDVb8C7PilWvCs8XKfUchAUhz2P4BYAF++Dg3w05CqyQFRDiGL6LrDw==")]
    [InlineData("iBFByN3zQjAT7dQ", "kagPGrixaWS5yuHqw9nTQrda1Q376fK3fRCGtYdF4/w2aSk+4O7Ca0JM0qvzm69HH6MoMps2yF6Q0Qs830JZCA==")]
    public void A_nonce_gets_its_published_signature(string nonce, string signature)
    {
        using var pair = KeyPair.FromSeed(UserSeed);
        var signed = new byte[KeyPair.SignatureLength];

        pair.Sign(Encoding.ASCII.GetBytes(nonce), signed);

        Convert.ToBase64String(signed).ShouldBe(signature);
    }

    [Fact]
    public void A_longer_buffer_keeps_what_lies_behind_the_signature()
    {
        using var pair = KeyPair.FromSeed(UserSeed);
        var buffer = new byte[KeyPair.SignatureLength + 2];
        buffer[^1] = 42;

        pair.Sign(new byte[] { 1, 2, 3 }, buffer);

        buffer[^1].ShouldBe((byte)42);
        buffer[^2].ShouldBe((byte)0);
    }

    [Fact]
    public void A_buffer_too_short_for_a_signature_is_refused()
    {
        using var pair = KeyPair.FromSeed(UserSeed);

        Should.Throw<ArgumentException>(() => pair.Sign(ReadOnlyMemory<byte>.Empty, new byte[63])).Message.ShouldStartWith("A signature needs 64 bytes, the buffer has 63.");
    }

    [Fact]
    public void A_disposed_pair_signs_and_shows_nothing()
    {
        var pair = KeyPair.FromSeed(UserSeed);
        pair.Dispose();

        Should.Throw<ObjectDisposedException>(() => pair.GetPublicKey());
        Should.Throw<ObjectDisposedException>(() => pair.Sign(ReadOnlyMemory<byte>.Empty, new byte[64]));
    }
}
