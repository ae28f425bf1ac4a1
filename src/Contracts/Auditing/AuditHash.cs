using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadPlatform.Contracts.Auditing;

/// <summary>
/// The hash of a row: SHA-256 of the hash before it, 32 bytes, followed by UTF-8 of <c>position|microseconds|</c> and each of the other members as <c>length:text</c>, in
/// bytes, or <c>-</c> where it is absent. The database computes it when the row is committed; whoever verifies computes it again.
/// </summary>
public static class AuditHash
{
    /// <summary>What the first row follows.</summary>
    public static string Start { get; } = new('0', SHA256.HashSizeInBytes * 2);

    /// <returns>Lower-case hexadecimal.</returns>
    /// <exception cref="FormatException">The hash before it is none.</exception>
    public static string Of(AuditView entry)
    {
        var micros = (entry.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{entry.Position}|{micros}|");
        foreach (var member in (ReadOnlySpan<string?>)[entry.Actor, entry.Role, entry.Origin, entry.RequestId, entry.Action, entry.Resource, entry.ResourceId, entry.Detail])
        {
            if (member is null)
                text.Append('-');
            else
                text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(member)}:{member}");
        }

        return Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(entry.PreviousHash), .. Encoding.UTF8.GetBytes(text.ToString())]));
    }
}
