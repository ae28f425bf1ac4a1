namespace LeadPlatform.Scoring.Tables;

/// <summary>Whether a file's first record names its columns.</summary>
public enum HeaderLine
{
    /// <summary>Told from the file.</summary>
    Auto,
    Present,
    Absent,
}

/// <summary>Tells a header from a row.</summary>
internal static class Headers
{
    /// <returns>True where the first record holds names: all there, all different, none a number, and not seen again below where the columns hold few words.</returns>
    public static bool IsHeader(IReadOnlyList<string> first, IReadOnlyList<string?[]> rows)
    {
        var names = first.Select(Cell.Of).ToList();
        if (names.Any(name => name is null || !double.IsNaN(Cell.Number(name))) || names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Count)
            return false;
        if (rows.Count == 0)
            return true;
        var numeric = Enumerable.Range(0, first.Count).Any(column => rows.All(row => row[column] is null || !double.IsNaN(Cell.Number(row[column]))) && rows.Any(row => row[column] is not null));
        return numeric || !Enumerable.Range(0, first.Count).Any(column => rows.Any(row => row[column] == names[column]));
    }
}
