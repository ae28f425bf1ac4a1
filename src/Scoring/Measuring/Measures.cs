namespace LeadPlatform.Scoring.Measuring;

/// <summary>The figures of scores whose outcome is known.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Positives">How many of them are positive.</param>
/// <param name="Auc">Area under the ROC curve.</param>
/// <param name="Brier">Mean squared error of the probabilities.</param>
/// <param name="LogLoss">Mean, natural logarithm.</param>
/// <param name="Found10">Share of the positives in the best 10 %.</param>
/// <param name="Found20">Share of the positives in the best 20 %.</param>
/// <param name="Lift10">How many times more positives the best 10 % hold than 10 % at random.</param>
/// <param name="Lift20">The same of 20 %.</param>
public sealed record Measures(int Rows, int Positives, double Auc, double Brier, double LogLoss, double Found10, double Found20, double Lift10, double Lift20)
{
    /// <exception cref="ScoringException">There are no rows, or only ones of one class.</exception>
    public static Measures Of(IReadOnlyList<double> probabilities, IReadOnlyList<bool> labels)
    {
        var positives = labels.Count(label => label);
        if (positives == 0 || positives == labels.Count)
            throw new ScoringException("Scores are measured on rows of both classes; here is one only.");
        return new Measures(
            labels.Count, positives, Ranking.Auc(probabilities, labels), Probabilities.Brier(probabilities, labels), Probabilities.LogLoss(probabilities, labels),
            Ranking.ShareFound(probabilities, labels, 0.1), Ranking.ShareFound(probabilities, labels, 0.2),
            Ranking.Lift(probabilities, labels, 0.1), Ranking.Lift(probabilities, labels, 0.2));
    }

    /// <summary>The means of several folds; rows and positives are summed.</summary>
    public static Measures Mean(IReadOnlyList<Measures> folds) => new(
        folds.Sum(fold => fold.Rows), folds.Sum(fold => fold.Positives), folds.Average(fold => fold.Auc), folds.Average(fold => fold.Brier), folds.Average(fold => fold.LogLoss),
        folds.Average(fold => fold.Found10), folds.Average(fold => fold.Found20), folds.Average(fold => fold.Lift10), folds.Average(fold => fold.Lift20));
}
