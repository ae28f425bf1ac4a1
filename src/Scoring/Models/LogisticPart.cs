namespace LeadPlatform.Scoring.Models;

/// <summary>Logistic regression over features.</summary>
/// <param name="Intercept">Log-odds where every feature is 0.</param>
/// <param name="Features">Indices of the features used, rising.</param>
/// <param name="Weights">Log-odds per unit, one a feature used.</param>
/// <param name="Means">Of the features used in training, so that a contribution is counted from the average row.</param>
internal sealed record LogisticPart(double Intercept, int[] Features, double[] Weights, double[] Means)
{
    /// <returns>The log-odds.</returns>
    public double Margin(ReadOnlySpan<float> features)
    {
        var margin = Intercept;
        for (var index = 0; index < Features.Length; index++)
            margin += Weights[index] * features[Features[index]];
        return margin;
    }

    /// <param name="columns">Of each feature its column.</param>
    /// <param name="into">One a column; the contributions times <paramref name="share"/> are added.</param>
    public void Contribute(ReadOnlySpan<float> features, ReadOnlySpan<int> columns, double share, Span<double> into)
    {
        for (var index = 0; index < Features.Length; index++)
            into[columns[Features[index]]] += share * Weights[index] * (features[Features[index]] - Means[index]);
    }
}
