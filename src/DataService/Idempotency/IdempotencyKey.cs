using System.Security.Cryptography;

namespace LeadPlatform.DataService.Idempotency;

/// <summary>What a caller sent as <c>Idempotency-Key</c>, and what it must come with again.</summary>
/// <param name="Value">1 to 255 printable ASCII characters.</param>
/// <param name="BodyHash">Half of the SHA-256 of the body, byte for byte.</param>
internal readonly record struct IdempotencyKey(string Value, Guid BodyHash)
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 255;

    public static bool IsValid(string value) =>
        value.Length is >= 1 and <= MaxLength && !value.AsSpan().ContainsAnyExceptInRange('!', '~');

    public static IdempotencyKey Of(string value, ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return new IdempotencyKey(value, new Guid(hash[..16], bigEndian: true));
    }
}
