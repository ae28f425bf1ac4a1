using System.Text.RegularExpressions;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Redaction;

/// <summary>Patterns that find one consumer's own values in folded text, longest first.</summary>
internal static class OwnValues
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public static List<(Regex Pattern, string Placeholder)> Of(ContactView contact)
    {
        var patterns = new List<(Regex, string)>();
        if (contact.Email is { } email)
            AddEmail(patterns, FoldedText.Fold(FoldedText.Visible(email)));
        if (contact.Phone is { } phone && Digits(phone) is { Length: >= 4 } digits)
            Add(patterns, Parted(digits.Length == 11 && digits[0] == '1' ? digits[1..] : digits), "[NUMBER]");
        AddAddress(patterns, contact.Address);
        var names = Words(contact.FirstName).Concat(Words(contact.LastName)).Distinct().ToList();
        // Run together in either order, as in a mailbox, before each by itself.
        Add(patterns, Letters(contact.FirstName) + @"[\W_\d]*" + Letters(contact.LastName), "[NAME]");
        Add(patterns, Letters(contact.LastName) + @"[\W_\d]*" + Letters(contact.FirstName), "[NAME]");
        foreach (var name in names.OrderByDescending(name => name.Length))
            Add(patterns, Bounded(Loose(name)), "[NAME]");
        foreach (var whole in new[] { contact.FirstName, contact.LastName })
        {
            if (Letters(whole) is { Length: > 0 } letters)
                Add(patterns, Bounded(letters), "[NAME]");
        }

        return patterns;
    }

    private static void AddEmail(List<(Regex, string)> patterns, string email)
    {
        Add(patterns, Regex.Escape(email), "[EMAIL]");
        if (email.Split('@') is [{ Length: >= 4 } mailbox, _])
            Add(patterns, Regex.Escape(mailbox), "[EMAIL]");
    }

    private static void AddAddress(List<(Regex, string)> patterns, AddressView address)
    {
        var street = Tokens(address.Street);
        if (street.Count > 0)
        {
            Add(patterns, string.Join(@"\W*", street.Select(Regex.Escape)), "[ADDRESS]");
            foreach (var (token, next) in street.Zip(street.Skip(1)))
            {
                // A house number with the word after it; a short one by itself may be any number.
                if (char.IsAsciiDigit(token[0]))
                    Add(patterns, $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(token)}\W{{1,3}}{Regex.Escape(next)}(?![\p{{L}}\p{{N}}])", "[ADDRESS]");
            }

            foreach (var token in street.Where(token => token.Length >= 3 && !StreetWords.Contains(token)))
                Add(patterns, Bounded(Regex.Escape(token)), "[ADDRESS]");
        }

        if (Tokens(address.City) is { Count: > 0 } city)
            Add(patterns, Bounded(string.Join(@"\W*", city.Select(Regex.Escape))), "[ADDRESS]");
        if (Digits(address.PostalCode) is { Length: >= 5 } zip)
            Add(patterns, $@"(?<!\d){zip[..5]}(?:\W?\d{{4}})?(?!\d)", "[ADDRESS]");
    }

    /// <summary>Words that nearly every street has.</summary>
    private static readonly HashSet<string> StreetWords =
    [
        "street", "avenue", "ave", "road", "drive", "lane", "boulevard", "blvd", "court", "circle", "place", "terrace", "trail", "parkway", "pkwy", "highway", "hwy", "way", "square",
        "north", "south", "east", "west", "apartment", "apt", "unit", "suite", "ste",
    ];

    private static void Add(List<(Regex, string)> patterns, string pattern, string placeholder)
    {
        if (pattern.Any(char.IsLetterOrDigit) && pattern is not @"[\W_\d]*")
            patterns.Add((new Regex(pattern, RegexOptions.CultureInvariant, Limit), placeholder));
    }

    /// <summary>As whole words, a plural or possessive s included. Scripts without spaces have no bounds to look for.</summary>
    private static string Bounded(string pattern) =>
        pattern.Any(character => character >= '\u2E80') ? pattern : $@"(?<!\p{{L}}){pattern}(?:['’]?s)?(?!\p{{L}})";

    /// <summary>The letters of a word, with an apostrophe, a hyphen or a dot between any two.</summary>
    private static string Loose(string word) => string.Join(@"['’`.\-‐]?", word.Select(letter => Regex.Escape(letter.ToString())));

    /// <summary>All letters of a name, with anything that is no letter between its words.</summary>
    private static string Letters(string? name) => string.Join(@"[\W_\d]*", Words(name).Select(Loose));

    /// <summary>Digits with whatever stands between them in a number.</summary>
    private static string Parted(string digits) => string.Join(@"[^\p{L}\p{N}]{0,3}", digits.Select(digit => digit.ToString()));

    private static List<string> Words(string? text) => Split(text, char.IsLetter);

    private static List<string> Tokens(string? text) => Split(text, char.IsLetterOrDigit);

    private static List<string> Split(string? text, Func<char, bool> belongs)
    {
        var words = new List<string>();
        var folded = FoldedText.Fold(FoldedText.Visible(text ?? ""));
        for (var start = 0; start < folded.Length;)
        {
            if (!belongs(folded[start]))
            {
                start++;
                continue;
            }

            var end = start;
            while (end < folded.Length && belongs(folded[end]))
                end++;
            words.Add(folded[start..end]);
            start = end;
        }

        return words;
    }

    private static string Digits(string text) => string.Concat(FoldedText.Fold(text).Where(char.IsAsciiDigit));
}
