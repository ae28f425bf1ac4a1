namespace LeadPlatform.Scoring.Tables;

/// <summary>Rows of text cells, all of the same length.</summary>
/// <param name="Header">Names of the columns; null where the file has none.</param>
/// <param name="Rows">Cells as written, without the white space around them; a missing value is null.</param>
/// <param name="Lines">Of each row the line of the file on which it begins, from 1.</param>
public sealed record Table(IReadOnlyList<string>? Header, IReadOnlyList<string?[]> Rows, IReadOnlyList<int> Lines)
{
    public int Width => Header?.Count ?? (Rows.Count == 0 ? 0 : Rows[0].Length);

    /// <summary>The names, or <c>column 1</c>, <c>column 2</c> … where the file has none.</summary>
    public IReadOnlyList<string> Names { get; } = Header ?? [.. Enumerable.Range(1, Rows.Count == 0 ? 0 : Rows[0].Length).Select(number => $"column {number}")];
}
