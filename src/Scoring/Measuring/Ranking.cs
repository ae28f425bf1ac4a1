namespace LeadPlatform.Scoring.Measuring;

/// <summary>How well scores rank. Rows with equal scores count as if each order of them were as likely.</summary>
public static class Ranking
{
    /// <summary>Area under the ROC curve: the chance that a positive row stands before a negative one.</summary>
    /// <returns>From 0 to 1; 0.5 for no order; NaN where one of the classes is absent.</returns>
    public static double Auc(IReadOnlyList<double> scores, IReadOnlyList<bool> labels)
    {
        var (wins, below) = (0.0, 0.0);
        var (positives, negatives) = (0, 0);
        foreach (var (rows, found) in Ties(scores, labels).Reverse())
        {
            wins += found * (below + (rows - found) / 2.0);
            below += rows - found;
            positives += found;
            negatives += rows - found;
        }

        return positives == 0 || negatives == 0 ? double.NaN : wins / ((double)positives * negatives);
    }

    /// <summary>Share of all positive rows that stand in the best part.</summary>
    /// <param name="part">From 0 to 1; the number of rows is rounded.</param>
    public static double ShareFound(IReadOnlyList<double> scores, IReadOnlyList<bool> labels, double part)
    {
        var left = Math.Round(part * scores.Count, MidpointRounding.AwayFromZero);
        var found = 0.0;
        foreach (var (rows, positives) in Ties(scores, labels))
        {
            found += Math.Min(left / rows, 1) * positives;
            left -= rows;
            if (left <= 0)
                break;
        }

        return found / labels.Count(label => label);
    }

    /// <summary>How many times more positives the best part holds than a part of that size taken at random.</summary>
    public static double Lift(IReadOnlyList<double> scores, IReadOnlyList<bool> labels, double part) =>
        ShareFound(scores, labels, part) / (Math.Round(part * scores.Count, MidpointRounding.AwayFromZero) / scores.Count);

    private static IEnumerable<(int Rows, int Positives)> Ties(IReadOnlyList<double> scores, IReadOnlyList<bool> labels) =>
        Enumerable.Range(0, scores.Count).GroupBy(row => scores[row]).OrderByDescending(group => group.Key).Select(group => (group.Count(), group.Count(row => labels[row])));
}
