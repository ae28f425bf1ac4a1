using System.Globalization;
using System.Text;

namespace LeadPlatform.DataService.Contacts;

/// <summary>Text as people compare it: its words, in lower case, without accents and punctuation.</summary>
internal static class FoldedWords
{
    /// <summary>What stands inside a word without ending it: <c>O'Brien</c>, <c>J.R.</c></summary>
    private const string Inside = "'’‘ʼ`´.";

    /// <param name="mark">A character that is a word by itself, for who gives it a meaning.</param>
    public static IEnumerable<string> Of(string text, Rune? mark = null)
    {
        var word = new StringBuilder();
        foreach (var rune in Decompose(text).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark || (rune.IsBmp && Inside.Contains((char)rune.Value, StringComparison.Ordinal)))
                continue;
            if (Rune.IsLetterOrDigit(rune))
            {
                Append(word, Rune.ToLowerInvariant(rune));
                continue;
            }

            if (word.Length > 0)
                yield return word.ToString();
            word.Clear();
            if (rune == mark)
                yield return rune.ToString();
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    /// <summary>Letters apart from their accents; what has no such form (half of a surrogate pair) as a blank.</summary>
    private static string Decompose(string text)
    {
        if (!UnicodeText.IsWhole(text))
            text = string.Concat(text.EnumerateRunes().Select(rune => rune == Rune.ReplacementChar || rune.Value == 0xFFFE ? " " : rune.ToString()));
        return text.Normalize(NormalizationForm.FormKD);
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
}
