using System.Buffers;

namespace LeadPlatform.DataService.Contacts;

/// <summary>E-mail addresses as far as mail servers of today deliver them: ASCII, no quoted local parts, no address literals.</summary>
internal static class EmailAddress
{
    /// <summary>RFC 5321, 4.5.3.1.3: a path of 256 octets, less its angle brackets.</summary>
    public const int MaxLength = 254;

    private static readonly SearchValues<char> LocalCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.!#$%&'*+/=?^_`{|}~-");

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>The address in lower case, as it is delivered to; null where it is none.</summary>
    public static string? Parse(string text)
    {
        if (text.Length is < 3 or > MaxLength)
            return null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64 || !IsLocalPart(text.AsSpan(0, at)) || !IsDomain(text.AsSpan(at + 1)))
            return null;
        return text.ToLowerInvariant();
    }

    /// <summary>
    /// The part of an address that tells people apart: without a plus-tag, and for Gmail without dots (Google's help: "Dots don't matter in Gmail addresses").
    /// For comparing only; mail goes to the address as it was given.
    /// </summary>
    public static string Fold(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        var (local, domain) = (address[..at], address[at..]);
        if (local.IndexOf('+', StringComparison.Ordinal) is var plus and > 0)
            local = local[..plus];
        if (domain is "@googlemail.com")
            domain = "@gmail.com";
        return (domain == "@gmail.com" ? local.Replace(".", "", StringComparison.Ordinal) : local) + domain;
    }

    private static bool IsLocalPart(ReadOnlySpan<char> local) =>
        !local.ContainsAnyExcept(LocalCharacters) && local[0] != '.' && local[^1] != '.' && local.IndexOf("..", StringComparison.Ordinal) < 0;

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        if (domain.Length is < 3 or > 253)
            return false;
        var labels = 0;
        var last = default(Range);
        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            if (label.Length is < 1 or > 63 || label.ContainsAnyExcept(LabelCharacters) || label[0] == '-' || label[^1] == '-')
                return false;
            labels++;
            last = range;
        }

        // A top-level domain is never a number: that would be an IP address.
        return labels >= 2 && domain[last].Length >= 2 && domain[last].ContainsAnyExceptInRange('0', '9');
    }
}
