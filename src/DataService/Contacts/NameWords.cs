using System.Globalization;
using System.Text;

namespace LeadPlatform.DataService.Contacts;

/// <summary>A name as people search it: its words, in lower case, without accents and punctuation.</summary>
internal static class NameWords
{
    /// <summary>Words of one name that are indexed.</summary>
    public const int MaxWords = 8;

    public static List<string> Of(string name)
    {
        var words = new List<string>(4);
        var word = new StringBuilder();
        foreach (var character in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(character))
                word.Append(char.ToLowerInvariant(character));
            else if (char.GetUnicodeCategory(character) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherPunctuation or UnicodeCategory.ModifierLetter))
                End(word, words);
        }

        End(word, words);
        return words;
    }

    private static void End(StringBuilder word, List<string> words)
    {
        if (word.Length > 0 && words.Count < MaxWords && !words.Contains(word.ToString()))
            words.Add(word.ToString());
        word.Clear();
    }
}
