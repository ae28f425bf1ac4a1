using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using LeadPlatform.DataService.Contacts;

namespace LeadPlatform.DataService.Searching;

/// <summary>What <c>q</c> asks for: a lead by its id, or the leads that have all of the keys.</summary>
internal sealed partial record SearchTerms(Guid? LeadId, IReadOnlyList<long> Keys)
{
    /// <summary>Characters of <c>q</c>.</summary>
    public const int MaxLength = 200;

    /// <summary>A lead id, or any of: words of a name, an e-mail, a phone in any format, in any order.</summary>
    /// <returns>False where it holds none of these, or an @ in what is no e-mail.</returns>
    public static bool TryParse(string text, SearchKeys keys, [NotNullWhen(true)] out SearchTerms? terms)
    {
        terms = null;
        if (Guid.TryParse(text, out var id))
        {
            terms = new SearchTerms(id, []);
            return true;
        }

        var found = new HashSet<long>();
        var names = new List<string>();
        foreach (var word in Phones(text, keys, found).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!word.Contains('@', StringComparison.Ordinal))
                names.Add(word);
            else if (EmailAddress.Parse(word.Trim('<', '>', ',', ';', '"')) is { } email)
                found.Add(keys.OfEmail(email));
            else
                return false;
        }

        foreach (var word in NameWords.Of(string.Join(' ', names)))
            found.Add(keys.OfNameWord(word));
        if (found.Count == 0)
            return false;
        terms = new SearchTerms(null, [.. found]);
        return true;
    }

    /// <summary>Takes the phones out of the text; what only looks like one stays.</summary>
    private static string Phones(string text, SearchKeys keys, HashSet<long> found) => PhoneLike().Replace(text, match =>
    {
        if (PhoneNumber.Parse(match.Value.Trim()) is not { } phone)
            return match.Value;
        found.Add(keys.OfPhone(phone));
        return " ";
    });

    // At least seven digits with what is written between them; not inside a word or an e-mail.
    [GeneratedRegex(@"(?<![\w@.+-])[+(]*\d(?:[ ().\-/]*\d){6,17}(?![\w@])", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneLike();
}
