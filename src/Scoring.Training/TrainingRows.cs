using LeadPlatform.Scoring.Tables;

namespace LeadPlatform.Scoring.Training;

/// <summary>A table parted into what is known and what happened.</summary>
/// <param name="Names">Of the columns, without the label.</param>
/// <param name="Rows">Cells without the label.</param>
/// <param name="Labels">What happened.</param>
/// <param name="Label">Where the label stood.</param>
/// <param name="Excluded">Indices of the columns left out.</param>
/// <param name="Kept">Indices of the columns used although they look as if they named rows.</param>
public sealed record TrainingRows(IReadOnlyList<string> Names, IReadOnlyList<string?[]> Rows, IReadOnlyList<bool> Labels, LabelColumn Label, IReadOnlySet<int> Excluded, IReadOnlySet<int> Kept)
{
    /// <summary>Rows of each class below which nothing is trained.</summary>
    public const int FewestOfClass = 10;

    /// <param name="label">Name, number from 1, or <c>last</c>.</param>
    /// <param name="exclude">Names or numbers of columns to leave out.</param>
    /// <param name="keep">Names or numbers of columns to use although they look as if they named rows, such as a growing number that tells when a lead came.</param>
    /// <exception cref="ScoringException">A column is absent, or there are too few rows of a class.</exception>
    public static TrainingRows Of(Table table, string label, IReadOnlyList<string>? exclude = null, string? positive = null, IReadOnlyList<string>? keep = null)
    {
        var column = LabelColumn.Of(table, label, positive);
        var positives = column.Values.Count(value => value);
        if (Math.Min(positives, column.Values.Count - positives) < FewestOfClass)
            throw new ScoringException($"{positives} of {column.Values.Count} rows are {column.PositiveValue}; at least {FewestOfClass} of either class are needed.");
        return new TrainingRows(Without(table.Names, column.Index), [.. table.Rows.Select(row => Without(row, column.Index))], column.Values, column, Places(exclude), Places(keep));

        HashSet<int> Places(IReadOnlyList<string>? names) =>
            [.. (names ?? []).Select(name => LabelColumn.IndexOf(table, name)).Where(index => index != column.Index).Select(index => index > column.Index ? index - 1 : index)];
    }

    public TrainingRows Only(IReadOnlyList<int> rows) => this with { Rows = [.. rows.Select(row => Rows[row])], Labels = [.. rows.Select(row => Labels[row])] };

    private static T[] Without<T>(IReadOnlyList<T> values, int index) => [.. values.Where((_, place) => place != index)];
}
