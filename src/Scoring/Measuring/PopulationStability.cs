namespace LeadPlatform.Scoring.Measuring;

/// <summary>Population stability index: how far a distribution has moved from the one a model was trained on.</summary>
/// <remarks>Σ (actual - expected) · ln(actual / expected). Below 0.1 little has moved, above 0.25 much.</remarks>
public static class PopulationStability
{
    /// <summary>An empty bin counts as this share, so that the index stays finite.</summary>
    public const double SmallestShare = 1e-4;

    /// <param name="expected">Shares of the bins in training; they sum to 1.</param>
    /// <param name="actual">Shares of the same bins now.</param>
    /// <returns>0 for the same distribution, more the further apart.</returns>
    /// <exception cref="ArgumentException">The bins differ in number.</exception>
    public static double Index(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        if (expected.Count != actual.Count)
            throw new ArgumentException($"{actual.Count} bins where {expected.Count} are expected.", nameof(actual));
        var index = 0.0;
        for (var bin = 0; bin < expected.Count; bin++)
        {
            var (before, now) = (Math.Max(expected[bin], SmallestShare), Math.Max(actual[bin], SmallestShare));
            index += (now - before) * Math.Log(now / before);
        }

        return index;
    }
}
