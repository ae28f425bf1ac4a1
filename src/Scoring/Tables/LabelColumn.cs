using System.Globalization;

namespace LeadPlatform.Scoring.Tables;

/// <summary>The column that says what happened.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Name">From the header, or <c>column 86</c>.</param>
/// <param name="PositiveValue">The value that is to be found, as written first.</param>
/// <param name="Values">True for the rows that have it.</param>
public sealed record LabelColumn(int Index, string Name, string PositiveValue, IReadOnlyList<bool> Values)
{
    private static readonly HashSet<string> Yes = new(["1", "yes", "y", "true", "t", "positive", "won", "bought", "converted"], StringComparer.OrdinalIgnoreCase);

    /// <param name="column">A name, a number from 1, or <c>last</c>.</param>
    /// <param name="positive">The value to be found; null: 1, yes, true and the like, else the one that is last in order.</param>
    /// <exception cref="ScoringException">There is no such column, a label is missing, or there aren't exactly two values.</exception>
    public static LabelColumn Of(Table table, string column, string? positive = null)
    {
        var index = IndexOf(table, column);
        var cells = table.Rows.Select(row => row[index]).ToList();
        if (cells.Count == 0)
            throw new ScoringException("There are no rows.");
        if (cells.IndexOf(null) is var empty and >= 0)
            throw new ScoringException($"line {table.Lines[empty]}: the label \"{table.Names[index]}\" is missing.");
        var values = cells.Select(cell => Normal(cell!)).ToList();
        var distinct = values.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
        if (distinct.Count > 2)
            throw new ScoringException($"The label \"{table.Names[index]}\" has {distinct.Count} different values ({string.Join(", ", distinct.Take(4))} …); two are needed.");
        if (distinct.Count < 2)
            throw new ScoringException($"The label \"{table.Names[index]}\" is {distinct[0]} in every row; two different values are needed.");
        var sought = positive is not null ? Normal(positive) : distinct.Find(Yes.Contains) ?? distinct[^1];
        if (!distinct.Contains(sought, StringComparer.OrdinalIgnoreCase))
            throw new ScoringException($"The label \"{table.Names[index]}\" is never {positive}; it is {distinct[0]} or {distinct[1]}.");
        return new LabelColumn(index, table.Names[index], sought, [.. values.Select(value => string.Equals(value, sought, StringComparison.OrdinalIgnoreCase))]);
    }

    /// <summary>Finds a column by its name, else by its number from 1, else <c>last</c>.</summary>
    /// <exception cref="ScoringException">There is none.</exception>
    public static int IndexOf(Table table, string column)
    {
        var names = table.Names.ToList();
        var index = names.IndexOf(column);
        if (index < 0)
            index = names.FindIndex(name => string.Equals(name, column, StringComparison.OrdinalIgnoreCase));
        if (index < 0 && int.TryParse(column, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= names.Count)
            index = number - 1;
        if (index < 0 && string.Equals(column, "last", StringComparison.OrdinalIgnoreCase))
            index = names.Count - 1;
        return index >= 0 ? index : throw new ScoringException(
            $"There is no column \"{column}\". {(table.Header is null ? $"The file has no header: give a number from 1 to {names.Count}, or \"last\"" : $"There are {string.Join(", ", names.Take(20))}{(names.Count > 20 ? " …" : "")}")}.");
    }

    private static string Normal(string cell) => Cell.Number(cell) is var number && !double.IsNaN(number) ? number.ToString(CultureInfo.InvariantCulture) : cell;
}
