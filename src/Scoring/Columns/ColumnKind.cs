namespace LeadPlatform.Scoring.Columns;

/// <summary>What a column holds.</summary>
public enum ColumnKind
{
    /// <summary>Quantities.</summary>
    Numeric,

    /// <summary>Words.</summary>
    Categorical,

    /// <summary>Few whole numbers, which may be quantities or stand for words: used both ways.</summary>
    Code,

    /// <summary>Left out; <see cref="Column.Why"/> says why.</summary>
    Dropped,
}

/// <param name="Name">From the header, or <c>column 3</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Why">Why it is left out; null where it isn't.</param>
public sealed record Column(string Name, ColumnKind Kind, string? Why = null);
