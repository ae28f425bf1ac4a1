using LeadPlatform.Scoring.Tables;

namespace LeadPlatform.Scoring.Columns;

/// <summary>Decides from training rows, without their labels, which features there are.</summary>
internal static class FeatureDesign
{
    /// <summary>Rarer levels are taken together.</summary>
    public const int FewestRowsOfLevel = 10;

    private const int FewestRowsMissing = 5;
    private static readonly double[] Borders = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    public static FeatureEncoder Of(IReadOnlyList<string> names, IReadOnlyList<string?[]> rows, IReadOnlySet<int> excluded, IReadOnlySet<int> kept)
    {
        List<Column> columns = [];
        List<Feature> features = [];
        for (var index = 0; index < names.Count; index++)
        {
            var cells = rows.Select(row => row[index]).ToList();
            var column = excluded.Contains(index) ? new Column(names[index], ColumnKind.Dropped, "it is excluded") : ColumnKinds.Of(names[index], cells, kept.Contains(index));
            columns.Add(column);
            if (column.Kind is ColumnKind.Numeric or ColumnKind.Code)
                features.AddRange(Numbers(index, column.Kind, cells));
            if (column.Kind is ColumnKind.Categorical or ColumnKind.Code)
                features.AddRange(Levels(index, column.Kind, cells));
            if (column.Kind != ColumnKind.Dropped && cells.Count(cell => cell is null) >= FewestRowsMissing)
                features.Add(new Feature(index, FeatureForm.Missing));
        }

        return new FeatureEncoder(columns, features);
    }

    private static IEnumerable<Feature> Numbers(int column, ColumnKind kind, List<string?> cells)
    {
        var sorted = cells.Select(Cell.Number).Where(number => !double.IsNaN(number)).Order().ToArray();
        var median = sorted[sorted.Length / 2];
        yield return new Feature(column, FeatureForm.Value, Number: median);
        if (kind == ColumnKind.Code && sorted[^1] - sorted[0] < 2)
            yield break;
        yield return new Feature(column, FeatureForm.Log, Number: median);
        if (kind == ColumnKind.Code)
            yield break;
        foreach (var border in Borders.Select(share => sorted[(int)(share * sorted.Length)]).Where(border => border < sorted[^1]).Distinct())
            yield return new Feature(column, FeatureForm.Above, Number: border);
    }

    private static IEnumerable<Feature> Levels(int column, ColumnKind kind, List<string?> cells)
    {
        var counts = cells.Where(cell => cell is not null).GroupBy(cell => FeatureEncoder.LevelOf(cell!, kind), StringComparer.Ordinal).ToList();
        foreach (var level in counts.Where(group => group.Count() >= FewestRowsOfLevel).Select(group => group.Key).Order(StringComparer.Ordinal))
            yield return new Feature(column, FeatureForm.Level, level);
        yield return new Feature(column, FeatureForm.Other);
    }
}
