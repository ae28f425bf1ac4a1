namespace LeadPlatform.Scoring.Measuring;

/// <param name="Rows">How many.</param>
/// <param name="Lowest">The lowest probability among them.</param>
/// <param name="Highest">The highest.</param>
/// <param name="Said">Mean probability.</param>
/// <param name="Happened">Share of positives.</param>
public sealed record CalibrationBin(int Rows, double Lowest, double Highest, double Said, double Happened);

/// <summary>Says what was said and what happened, in bins of equally many rows.</summary>
public static class CalibrationTable
{
    /// <returns>From the lowest probabilities to the highest; fewer than <paramref name="bins"/> where there are fewer rows. Equal probabilities may stand in two bins.</returns>
    public static IReadOnlyList<CalibrationBin> Of(IReadOnlyList<double> probabilities, IReadOnlyList<bool> labels, int bins = 10)
    {
        var order = Enumerable.Range(0, probabilities.Count).OrderBy(row => probabilities[row]).ToArray();
        return [.. Enumerable.Range(0, bins)
            .Select(bin => order[(int)((long)order.Length * bin / bins)..(int)((long)order.Length * (bin + 1) / bins)])
            .Where(rows => rows.Length > 0)
            .Select(rows => new CalibrationBin(
                rows.Length, probabilities[rows[0]], probabilities[rows[^1]], rows.Average(row => probabilities[row]), rows.Average(row => labels[row] ? 1.0 : 0.0)))];
    }

    /// <summary>Expected calibration error: the mean distance of what was said and what happened, weighted by rows.</summary>
    public static double Error(IReadOnlyList<CalibrationBin> bins) =>
        bins.Sum(bin => bin.Rows * Math.Abs(bin.Said - bin.Happened)) / Math.Max(1, bins.Sum(bin => bin.Rows));
}
