using LeadPlatform.Scoring.Tables;

namespace LeadPlatform.Scoring.Measuring;

/// <summary>How a column's values were distributed in training: what drift is counted from.</summary>
/// <param name="Borders">Upper borders of all bins of numbers but the last, rising; empty where the column holds words.</param>
/// <param name="Levels">The most frequent values; empty where the column holds numbers.</param>
/// <param name="Shares">Of the bins or levels, then of all other values, then of the missing ones; they sum to 1.</param>
public sealed record ColumnDistribution(IReadOnlyList<double> Borders, IReadOnlyList<string> Levels, IReadOnlyList<double> Shares)
{
    private const int MaximumBins = 10;
    private const int MaximumLevels = 20;

    /// <summary>Bins by tenths of the numbers.</summary>
    public static ColumnDistribution OfNumbers(IReadOnlyList<double> numbers)
    {
        var sorted = numbers.Where(number => !double.IsNaN(number)).Order().ToArray();
        var borders = Enumerable.Range(1, MaximumBins - 1).Where(_ => sorted.Length > 0).Select(tenth => sorted[tenth * sorted.Length / MaximumBins])
            .Where(border => border < sorted[^1]).Distinct().ToArray();
        var empty = new ColumnDistribution(borders, [], []);
        return empty with { Shares = empty.SharesOf(numbers) };
    }

    public static ColumnDistribution OfWords(IReadOnlyList<string?> cells)
    {
        var levels = cells.Where(cell => cell is not null).GroupBy(cell => cell!, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MaximumLevels).Select(group => group.Key).ToArray();
        var empty = new ColumnDistribution([], levels, []);
        return empty with { Shares = empty.SharesOf(cells) };
    }

    /// <summary>The index of new values against those of training; 0 where there are none.</summary>
    public double Drift(IReadOnlyList<string?> cells) => cells.Count == 0 ? 0 : PopulationStability.Index(Shares, SharesOf(cells));

    /// <inheritdoc cref="Drift(IReadOnlyList{string?})"/>
    public double Drift(IReadOnlyList<double> numbers) => numbers.Count == 0 ? 0 : PopulationStability.Index(Shares, SharesOf(numbers));

    /// <summary>Share of the training rows in the bins wholly below the number.</summary>
    public double ShareBelow(double number)
    {
        var share = 0.0;
        for (var bin = 0; bin < Borders.Count && Borders[bin] < number; bin++)
            share += Shares[bin];
        return share;
    }

    private double[] SharesOf(IReadOnlyList<string?> cells)
    {
        if (Levels.Count == 0)
            return SharesOf([.. cells.Select(Cell.Number)]);
        var places = Levels.Select((level, place) => (level, place)).ToDictionary(pair => pair.level, pair => pair.place, StringComparer.Ordinal);
        var shares = new double[Levels.Count + 2];
        foreach (var cell in cells)
            shares[cell is null ? Levels.Count + 1 : places.GetValueOrDefault(cell, Levels.Count)] += 1.0 / cells.Count;
        return shares;
    }

    private double[] SharesOf(IReadOnlyList<double> numbers)
    {
        var borders = Borders.ToArray();
        var shares = new double[borders.Length + 2];
        foreach (var number in numbers)
        {
            var found = double.IsNaN(number) ? -1 : Array.BinarySearch(borders, number);
            shares[double.IsNaN(number) ? borders.Length + 1 : found >= 0 ? found : ~found] += 1.0 / numbers.Count;
        }

        return shares;
    }
}
