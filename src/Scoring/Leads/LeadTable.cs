using LeadPlatform.Scoring.Tables;

namespace LeadPlatform.Scoring.Leads;

/// <summary>Leads whose outcome is known, as a table to train on.</summary>
public static class LeadTable
{
    public const string Label = "bound";

    /// <summary>A member of details is a column where at least this share of the leads has it.</summary>
    public const double FewestWithDetail = 0.05;

    /// <summary>Words that fewer leads have count as <see cref="LeadCells.Other"/>.</summary>
    public const int FewestOfWord = 20;

    // As many as a model keeps the distribution of.
    private const int MostWords = 19;
    private const int MostColumns = 60;

    public static Table Of(IReadOnlyList<(CapturedFacts Lead, bool Bound)> leads)
    {
        var rows = leads.Select(lead => LeadCells.Of(lead.Lead)).ToList();
        var details = rows.SelectMany(row => row.Keys).Except(LeadCells.Fixed)
            .Select(name => (Name: name, Count: rows.Count(row => row.ContainsKey(name))))
            .Where(column => column.Count >= FewestWithDetail * rows.Count)
            .OrderByDescending(column => column.Count).ThenBy(column => column.Name, StringComparer.Ordinal).Take(MostColumns).Select(column => column.Name);
        string[] names = [.. LeadCells.Fixed, .. details.Order(StringComparer.Ordinal)];
        var table = rows.Select(row => new string?[names.Length + 1]).ToArray();
        for (var column = 0; column < names.Length; column++)
        {
            var cells = rows.Select(row => row.GetValueOrDefault(names[column])).ToArray();
            var shown = Shown(cells);
            for (var row = 0; row < cells.Length; row++)
                table[row][column] = shown is null || cells[row] is not { } word || shown.Contains(word) ? cells[row] : LeadCells.Other;
        }

        for (var row = 0; row < table.Length; row++)
            table[row][^1] = leads[row].Bound ? "yes" : "no";
        return new Table([.. names, Label], table, [.. Enumerable.Range(1, table.Length)]);
    }

    /// <summary>The words of a column that may stand in a model; null where it holds numbers.</summary>
    private static HashSet<string>? Shown(string?[] cells)
    {
        var present = cells.OfType<string>().ToList();
        if (present.Count > 0 && present.Count(cell => !double.IsNaN(Cell.Number(cell))) >= 0.98 * present.Count)
            return null;
        return present.GroupBy(word => word, StringComparer.Ordinal).Where(group => group.Count() >= FewestOfWord)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostWords).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
    }
}
