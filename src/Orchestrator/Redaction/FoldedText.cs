using System.Globalization;
using System.Text;

namespace LeadPlatform.Orchestrator.Redaction;

/// <summary>Text made ready for comparison: as many characters as before, so that what is found here stands at the same place there.</summary>
internal static class FoldedText
{
    // Latin letters with marks by the letter they are read as; the service runs without ICU, which would take the marks off.
    private const string Marked = "áàâäãåāăąéèêëēĕėęěíìîïĩīĭįóòôöõøōŏőúùûüũūŭůűųçćĉċčñńņňýÿŷžźżšśŝşťţďđřŕłľĺġğĝģßæœðþ";
    private const string Plain = "aaaaaaaaaeeeeeeeeeiiiiiiiioooooooooouuuuuuuuuucccccnnnnyyyzzzssssttddrrlllggggsaodp";

    /// <summary>Takes out what can't be seen (marks that combine, zero-width and control characters), which would part a word for nobody but us.</summary>
    public static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '\n' or '\r' or '\t')
                visible.Append(' ');
            else if (CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
                visible.Append(character);
        }

        return visible.ToString();
    }

    /// <summary>Lower case, without accents; digits of any script and full-width letters as the usual ones.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, text) =>
    {
        for (var i = 0; i < folded.Length; i++)
            folded[i] = Fold(text[i]);
    });

    private static char Fold(char character)
    {
        if (char.IsAscii(character))
            return char.ToLowerInvariant(character);
        if (character is >= '\uFF01' and <= '\uFF5E')
            return char.ToLowerInvariant((char)(character - 0xFEE0));
        if (CharUnicodeInfo.GetDecimalDigitValue(character) is >= 0 and var digit)
            return (char)('0' + digit);
        var lower = char.ToLowerInvariant(character);
        return Marked.IndexOf(lower, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : lower;
    }
}
