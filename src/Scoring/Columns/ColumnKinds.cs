using System.Globalization;
using System.Text.RegularExpressions;
using LeadPlatform.Scoring.Tables;

namespace LeadPlatform.Scoring.Columns;

/// <summary>Tells columns apart by what stands in them, never by the label.</summary>
internal static partial class ColumnKinds
{
    /// <summary>Whole numbers of at most so many different values are codes.</summary>
    public const int MaximumCodes = 50;

    /// <summary>A column of words is left out where more than this share of its values is different: it names rows.</summary>
    public const double MaximumDistinctShare = 0.5;

    private const int FewestRowsForIds = 50;
    private const double NumericShare = 0.98;

    /// <param name="kept">Used although it looks as if it named rows.</param>
    public static Column Of(string name, IReadOnlyList<string?> cells, bool kept = false)
    {
        var present = cells.Where(cell => cell is not null).Select(cell => cell!).ToList();
        if (present.Count == 0)
            return Drop("it is empty");
        var distinct = present.Distinct(StringComparer.Ordinal).Count();
        if (distinct == 1 && present.Count == cells.Count)
            return Drop("it holds one value only");

        var numbers = present.Select(Cell.Number).Where(number => !double.IsNaN(number)).ToList();
        if (numbers.Count >= NumericShare * present.Count)
        {
            var whole = numbers.TrueForAll(number => number == Math.Floor(number));
            if (!kept && whole && distinct == present.Count && present.Count >= FewestRowsForIds && (NamesRows().IsMatch(name) || IsCounter(numbers)))
                return Drop("it numbers the rows");
            return new Column(name, whole && numbers.Distinct().Count() <= Math.Min(MaximumCodes, Math.Max(2, present.Count / 10)) ? ColumnKind.Code : ColumnKind.Numeric);
        }

        return !kept && distinct > MaximumDistinctShare * present.Count && present.Count >= FewestRowsForIds
            ? Drop(string.Create(CultureInfo.InvariantCulture, $"{distinct} of its {present.Count} values are different, so it names rows or is free text"))
            : new Column(name, ColumnKind.Categorical);

        Column Drop(string why) => new(name, ColumnKind.Dropped, why);
    }

    private static bool IsCounter(List<double> numbers)
    {
        var rising = numbers.Zip(numbers.Skip(1)).Count(pair => pair.Second > pair.First);
        return Math.Max(rising, numbers.Count - 1 - rising) >= 0.99 * (numbers.Count - 1);
    }

    [GeneratedRegex(@"(^|[\s_\-.])(?i:id|ids|key|uuid|guid|number|no|nr|num)\.?$|[a-z]I[dD]$", RegexOptions.CultureInvariant)]
    private static partial Regex NamesRows();
}
