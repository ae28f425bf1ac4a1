namespace LeadPlatform.Scoring.Measuring;

/// <summary>How well probabilities hold.</summary>
public static class Probabilities
{
    private const double Smallest = 1e-12;

    /// <summary>Mean squared error; 0 is perfect.</summary>
    public static double Brier(IReadOnlyList<double> probabilities, IReadOnlyList<bool> labels) =>
        probabilities.Zip(labels, (probability, label) => Math.Pow(probability - (label ? 1 : 0), 2)).Average();

    /// <summary>Mean negative natural logarithm of the probability given to what happened; 0 is perfect.</summary>
    public static double LogLoss(IReadOnlyList<double> probabilities, IReadOnlyList<bool> labels) =>
        probabilities.Zip(labels, (probability, label) => -Math.Log(Math.Max(label ? probability : 1 - probability, Smallest))).Average();
}
