using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace LeadPlatform.Frontend.Forms.Checks;

/// <summary>Proof of work: a number that makes the hash of the check begin with zero bits.</summary>
internal static class Proof
{
    private const int LongestNumber = 12;

    public static bool Holds(string check, string number, int bits)
    {
        if (number.Length is 0 or > LongestNumber || number.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return false;
        return ZeroBits(SHA256.HashData(Encoding.ASCII.GetBytes($"{check}:{number}"))) >= bits;
    }

    private static int ZeroBits(ReadOnlySpan<byte> hash)
    {
        var zero = hash.IndexOfAnyExcept((byte)0);
        return zero < 0 ? hash.Length * 8 : (zero * 8) + BitOperations.LeadingZeroCount(hash[zero]) - 24;
    }
}
