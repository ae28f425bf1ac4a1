using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random value, 22 characters by default (over 128 bits of chance with all kinds of characters).</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    // Without i, l and o in either case: they are misread.
    private const string LowerLetters = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperLetters = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Signs = "-_.{}~()*+!";

    /// <summary>The shortest allowed length, in characters. Default: 22.</summary>
    public int MinLength { get; set; } = 22;

    /// <summary>Whether lower case letters occur. Default: true.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Whether upper case letters occur. Default: true.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Whether digits occur. Default: true.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Whether other signs occur. Default: true.</summary>
    public bool Special { get; set; } = true;

    /// <summary>How many lower case letters there are at least. Default: 0.</summary>
    public int MinLower { get; set; }

    /// <summary>How many upper case letters there are at least. Default: 0.</summary>
    public int MinUpper { get; set; }

    /// <summary>How many digits there are at least. Default: 0.</summary>
    public int MinNumeric { get; set; }

    /// <summary>How many other signs there are at least. Default: 0.</summary>
    public int MinSpecial { get; set; }

    /// <inheritdoc/>
    /// <exception cref="DistributedApplicationException">No kind of character is allowed, or one that is not allowed must occur.</exception>
    public override string GetDefaultValue()
    {
        (string Characters, bool Allowed, int Least)[] kinds =
            [(LowerLetters, Lower, MinLower), (UpperLetters, Upper, MinUpper), (Digits, Numeric, MinNumeric), (Signs, Special, MinSpecial)];
        var alphabet = string.Concat(kinds.Where(kind => kind.Allowed).Select(kind => kind.Characters));
        if (alphabet.Length == 0 || kinds.Any(kind => !kind.Allowed && kind.Least > 0))
            throw new DistributedApplicationException("A generated parameter must allow some kind of character, and every kind of which it asks for a least number.");

        var required = kinds.SelectMany(kind => RandomNumberGenerator.GetItems<char>(kind.Characters, kind.Least)).ToArray();
        char[] value = [.. required, .. RandomNumberGenerator.GetItems<char>(alphabet, Math.Max(0, MinLength - required.Length))];
        RandomNumberGenerator.Shuffle(value.AsSpan());
        return new string(value);
    }
}
