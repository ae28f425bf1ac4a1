using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Frontend.Forms.Checks;

/// <summary>
/// Signed times: when a run through a form began, and when its sender was asked to wait. They hold for one line and one run only, and need no cookie, so a form works
/// in a frame of another site too. Every instance with the same key reads them.
/// </summary>
internal sealed class FormTokens(IOptions<FormsOptions> options, TimeProvider time)
{
    public const string Run = "run";
    public const string Check = "check";

    private const int TimeBytes = 8;

    private readonly byte[] _key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(options.Value.TokenKey ?? options.Value.SourceKey!), SHA256.HashSizeInBytes, info: "form-token-1"u8.ToArray());

    public string Issue(string kind, string line, Guid page)
    {
        Span<byte> token = stackalloc byte[TimeBytes + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(token, time.GetUtcNow().ToUnixTimeMilliseconds());
        Sign(kind, line, page, token[..TimeBytes], token[TimeBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <returns>How long ago it was issued; null when it was not issued for this.</returns>
    public TimeSpan? Age(string kind, string line, Guid page, string token)
    {
        Span<byte> given = stackalloc byte[TimeBytes + SHA256.HashSizeInBytes];
        if (token.Length > 64 || Base64Url.DecodeFromChars(token, given, out _, out var length) != OperationStatus.Done || length != given.Length)
            return null;
        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        Sign(kind, line, page, given[..TimeBytes], signature);
        return CryptographicOperations.FixedTimeEquals(signature, given[TimeBytes..])
            ? time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(given))
            : null;
    }

    private void Sign(string kind, string line, Guid page, ReadOnlySpan<byte> issued, Span<byte> signature) =>
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{kind}\n{line}\n{page:N}\n{Convert.ToHexString(issued)}"), signature);
}
