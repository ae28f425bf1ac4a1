using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace LeadPlatform.DataService.PersonalData;

/// <summary>What one thread needs to seal and open again and again without allocating. Nothing personal stays in it.</summary>
internal sealed class SealScratch
{
    /// <summary>Contents whose keys and nonces are fetched together: a call for each would cost half as much as the sealing.</summary>
    private const int Prefetched = 64;

    private const int RandomSize = SealedContent.DataKeySize + (2 * SealedContent.NonceSize);

    [ThreadStatic]
    private static SealScratch? _ofThread;

    private readonly byte[] _random = new byte[RandomSize * Prefetched];
    private int _next;

    private SealScratch() => Writer = new Utf8JsonWriter(Buffer);

    public static SealScratch OfThread => _ofThread ??= new SealScratch();

    public WrappingCiphers Ciphers { get; } = new();

    public ArrayBufferWriter<byte> Buffer { get; } = new(2_048);

    public Utf8JsonWriter Writer { get; }

    /// <summary>A new data key and two nonces. They are there once: what is taken is wiped by <see cref="Wipe"/>.</summary>
    public Span<byte> Random()
    {
        if (_next == 0)
            RandomNumberGenerator.Fill(_random);
        var taken = _random.AsSpan(_next * RandomSize, RandomSize);
        _next = (_next + 1) % Prefetched;
        return taken;
    }

    /// <summary>Forgets what was sealed.</summary>
    public void Wipe(Span<byte> taken)
    {
        CryptographicOperations.ZeroMemory(taken);
        Buffer.Clear();
    }
}
