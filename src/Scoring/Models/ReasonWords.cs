using System.Globalization;
using LeadPlatform.Scoring.Columns;
using LeadPlatform.Scoring.Measuring;
using LeadPlatform.Scoring.Tables;

namespace LeadPlatform.Scoring.Models;

/// <summary>Says a contribution in words.</summary>
internal static class ReasonWords
{
    private const int LongestValue = 60;

    public static Reason Of(Column column, ColumnDistribution distribution, string? cell, double contribution)
    {
        var shown = cell is null ? "is missing" : $"is {(cell.Length > LongestValue ? $"{cell[..LongestValue]}…" : cell)}{Place(column, distribution, cell)}";
        var factor = Math.Exp(Math.Abs(contribution));
        var effect = string.Create(CultureInfo.InvariantCulture, $"{(contribution >= 0 ? "raises" : "lowers")} the odds {factor:0.0#}-fold");
        return new Reason(column.Name, cell, contribution, $"{column.Name} {shown}: {effect}");
    }

    private static string Place(Column column, ColumnDistribution distribution, string cell)
    {
        var number = Cell.Number(cell);
        if (column.Kind != ColumnKind.Numeric || double.IsNaN(number))
            return "";
        var below = distribution.ShareBelow(number);
        return below >= 0.5 ? string.Create(CultureInfo.InvariantCulture, $" (more than {below * 100:0} % have)") : "";
    }
}
