using Org.BouncyCastle.Math.EC.Rfc8032;

namespace NATS.NKeys;

/// <summary>
/// An Ed25519 key pair in the text form of NATS: the seed signs, the public key names the account or user.
/// </summary>
public sealed class KeyPair : IDisposable
{
    private readonly byte[] _seed;
    private readonly KeyKind _kind;
    private bool _disposed;

    private KeyPair(KeyKind kind, byte[] seed) => (_kind, _seed) = (kind, seed);

    /// <summary>Length of a signature, in bytes.</summary>
    public static int SignatureLength => Ed25519.SignatureSize;

    /// <summary>Reads a seed such as <c>SUA…</c> (58 characters of base32).</summary>
    /// <exception cref="NKeyException">The text is no base32, has the wrong length, prefix or checksum.</exception>
    public static KeyPair FromSeed(ReadOnlySpan<char> seed)
    {
        var (kind, bytes) = SeedText.Parse(seed);
        return new KeyPair(kind, bytes);
    }

    /// <summary>The public key as text, for example <c>UA…</c> for a user (56 characters of base32).</summary>
    /// <exception cref="ObjectDisposedException">The key pair was disposed.</exception>
    public string GetPublicKey()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(_seed, 0, publicKey, 0);
        return PublicKeyText.Format(_kind, publicKey);
    }

    /// <summary>Writes the 64-byte signature of <paramref name="message"/> to the start of <paramref name="signature"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="signature"/> is shorter than <see cref="SignatureLength"/>.</exception>
    /// <exception cref="ObjectDisposedException">The key pair was disposed.</exception>
    public void Sign(ReadOnlyMemory<byte> message, Memory<byte> signature)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (signature.Length < SignatureLength)
            throw new ArgumentException($"A signature needs {SignatureLength} bytes, the buffer has {signature.Length}.", nameof(signature));

        var signed = new byte[SignatureLength];
        var text = message.ToArray();
        Ed25519.Sign(_seed, 0, text, 0, text.Length, signed, 0);
        signed.CopyTo(signature);
    }

    /// <summary>Overwrites the seed in memory.</summary>
    public void Dispose()
    {
        _disposed = true;
        Array.Clear(_seed);
    }
}
