using System.Globalization;

namespace LeadPlatform.DataService.Graph;

internal enum IdentifierKind
{
    Phone,
    Email,
    Address,
    Ip,
}

/// <summary>Something leads have in common, by half of its keyed hash: see <see cref="GraphKeys"/>.</summary>
internal readonly record struct Identifier(IdentifierKind Kind, long Key)
{
    /// <summary>Half of the internet shares IP addresses, so they count for velocity and link nobody.</summary>
    public bool MayLink => Kind != IdentifierKind.Ip;

    /// <summary>What several people don't have together without being a ring.</summary>
    public bool MayRing => Kind is IdentifierKind.Phone or IdentifierKind.Email;

    public static string NameOf(IdentifierKind kind) => kind switch
    {
        IdentifierKind.Phone => "phone",
        IdentifierKind.Email => "email",
        IdentifierKind.Address => "address",
        _ => "ip",
    };

    /// <summary>As <see cref="ToString"/> writes it.</summary>
    public static bool TryParse(string? text, out Identifier identifier)
    {
        identifier = default;
        if (text?.Split(':') is not [var name, { Length: 16 } key] || !long.TryParse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            return false;
        foreach (var kind in Enum.GetValues<IdentifierKind>())
        {
            identifier = new Identifier(kind, number);
            if (NameOf(kind) == name)
                return true;
        }

        return false;
    }

    /// <summary><c>phone:</c> and 16 hexadecimal digits.</summary>
    public override string ToString() => $"{NameOf(Kind)}:{Key:x16}";
}
