using System.Globalization;
using System.Text;

namespace LeadPlatform.DataService.Contacts;

/// <summary>A name as people search it: its words, in lower case, without accents and punctuation.</summary>
internal static class NameWords
{
    /// <summary>Words of one name that are indexed.</summary>
    public const int MaxWords = 8;

    /// <summary>What stands inside a word without ending it: <c>O'Brien</c>, <c>J.R.</c></summary>
    private const string Inside = "'’‘ʼ`´.";

    public static List<string> Of(string name)
    {
        var words = new List<string>(4);
        var word = new StringBuilder();
        foreach (var rune in Decompose(name).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark || (rune.IsBmp && Inside.Contains((char)rune.Value, StringComparison.Ordinal)))
                continue;
            if (Rune.IsLetterOrDigit(rune))
                Append(word, Rune.ToLowerInvariant(rune));
            else
                End(word, words);
        }

        End(word, words);
        return words;
    }

    /// <summary>Letters apart from their accents; a half of a surrogate pair, which has no such form, as a blank.</summary>
    private static string Decompose(string name)
    {
        if (name.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            name = string.Concat(name.EnumerateRunes().Select(rune => rune == Rune.ReplacementChar ? " " : rune.ToString()));
        return name.Normalize(NormalizationForm.FormKD);
    }

    private static void Append(StringBuilder word, Rune letter)
    {
        // Letters with a stroke and joined ones have no accent to take away; people without such keys type these.
        _ = letter.Value switch
        {
            'ß' => word.Append("ss"),
            'æ' => word.Append("ae"),
            'œ' => word.Append("oe"),
            'þ' => word.Append("th"),
            'ø' => word.Append('o'),
            'ł' => word.Append('l'),
            'đ' or 'ð' => word.Append('d'),
            'ħ' => word.Append('h'),
            'ı' => word.Append('i'),
            _ => word.Append(letter.ToString()),
        };
    }

    private static void End(StringBuilder word, List<string> words)
    {
        if (word.Length > 0 && words.Count < MaxWords && !words.Contains(word.ToString()))
            words.Add(word.ToString());
        word.Clear();
    }
}
