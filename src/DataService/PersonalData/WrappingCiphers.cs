using System.Security.Cryptography;
using System.Text;
using LeadPlatform.ServiceDefaults.PlatformKeys;

namespace LeadPlatform.DataService.PersonalData;

/// <summary>
/// The ciphers that wrap data keys, ready to use: a cipher expands its key once, and belongs to one thread because it is not safe for two. What they wrap with is
/// derived from the platform's key, so that nothing wrapped for another purpose opens here.
/// </summary>
internal sealed class WrappingCiphers
{
    /// <summary>More than keys are ever in use beside each other; a thread that has met more begins anew.</summary>
    private const int MaxKeys = 8;

    private const string Purpose = "personal-data-1";

    // By the key itself and not by its id: two services in one process, as in tests, may know different keys by one id.
    private readonly List<(PlatformKey Key, AesGcm Cipher)> _known = new(MaxKeys);

    public AesGcm Of(PlatformKey key)
    {
        foreach (var (known, cipher) in _known)
        {
            if (ReferenceEquals(known, key))
                return cipher;
        }

        return Add(key);
    }

    public AesGcm Of(ReadOnlySpan<byte> keyId, PlatformKeyRing ring)
    {
        var current = ring.Current;
        return Of(Is(current.Id, keyId) ? current : ring.Get(Encoding.ASCII.GetString(keyId)));
    }

    public static bool Is(string id, ReadOnlySpan<byte> ascii) => Ascii.Equals(ascii, id);

    private AesGcm Add(PlatformKey key)
    {
        if (_known.Count == MaxKeys)
        {
            foreach (var (_, old) in _known)
                old.Dispose();
            _known.Clear();
        }

        Span<byte> derived = stackalloc byte[PlatformKey.Size];
        key.Derive(Purpose, derived);
        var cipher = new AesGcm(derived, SealedContent.TagSize);
        CryptographicOperations.ZeroMemory(derived);
        _known.Add((key, cipher));
        return cipher;
    }
}
