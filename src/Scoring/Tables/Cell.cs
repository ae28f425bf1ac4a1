using System.Globalization;

namespace LeadPlatform.Scoring.Tables;

/// <summary>How a cell's text is read.</summary>
public static class Cell
{
    private static readonly HashSet<string> MissingWords = new(["", "NA", "N/A", "#N/A", "NaN", "null", "none", "?"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The text without white space around it; null where the value is missing (empty, NA, N/A, NaN, null, none, ?).</summary>
    public static string? Of(string text)
    {
        var trimmed = text.Trim();
        return MissingWords.Contains(trimmed) ? null : trimmed;
    }

    /// <summary>The number in a cell, decimal point only; NaN where it is missing or no number.</summary>
    public static double Number(string? cell) =>
        cell is not null && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN;
}
