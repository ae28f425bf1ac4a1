using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LeadPlatform.ApiGateway.Keys;

/// <summary>SHA-256 of an API key: what the gateway remembers a key by, so that its memory holds no key.</summary>
internal readonly record struct KeyHash(UInt128 High, UInt128 Low)
{
    /// <summary>Longest key looked at, in characters.</summary>
    public const int MaxKeyLength = 256;

    /// <summary>False for what can't be a key: empty, over <see cref="MaxKeyLength"/>, or not visible ASCII.</summary>
    public static bool TryOf(string key, out KeyHash hash)
    {
        hash = default;
        if (key.Length is 0 or > MaxKeyLength || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return false;

        Span<byte> bytes = stackalloc byte[MaxKeyLength];
        var length = Encoding.ASCII.GetBytes(key, bytes);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..length], digest);
        hash = new KeyHash(MemoryMarshal.Read<UInt128>(digest), MemoryMarshal.Read<UInt128>(digest[16..]));
        return true;
    }
}
