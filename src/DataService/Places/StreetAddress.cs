using System.Text;
using LeadPlatform.DataService.Contacts;

namespace LeadPlatform.DataService.Places;

/// <summary>Street addresses as they are compared. What is kept and delivered to is the address as it was given.</summary>
internal static class StreetAddress
{
    /// <summary>Characters of a folded address; words past it tell no two dwellings apart any more.</summary>
    public const int MaxFolded = 240;

    private const string Unit = "#";

    /// <summary>
    /// The part of a street line that tells dwellings apart: without case, accents and punctuation, and with streets, directions and units abbreviated the usual way.
    /// <c>123 N. Main Street, Apt 4</c> and <c>123 north main st #4</c> are both <c>123 n main st # 4</c>.
    /// </summary>
    public static string Fold(string street)
    {
        var folded = new StringBuilder();
        var last = "";
        foreach (var word in FoldedWords.Of(street, new Rune('#')))
        {
            var usual = StreetWords.UsualFor(word);
            // "Apt # 4" names the unit once.
            if (usual == Unit && last == Unit)
                continue;
            if (folded.Length + 1 + usual.Length > MaxFolded)
                break;
            if (folded.Length > 0)
                folded.Append(' ');
            folded.Append(last = usual);
        }

        return folded.ToString();
    }
}
