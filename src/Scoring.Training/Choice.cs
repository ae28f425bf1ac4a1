using System.Globalization;
using LeadPlatform.Scoring.Measuring;
using LeadPlatform.Scoring.Models;

namespace LeadPlatform.Scoring.Training;

/// <summary>What the out-of-fold log-odds speak for.</summary>
/// <param name="Margins">The blend's, out of fold.</param>
internal sealed record Choice(int Logistic, int Strength, int Trees, double ShareOfLogistic, double[] Margins)
{
    private const int Steps = 10;

    /// <summary>The logistic model, the trees and their shares with the least mean log-loss.</summary>
    public static Choice Of(OutOfFold candidates, IReadOnlyList<bool> labels)
    {
        var (logistic, strength) = Enumerable.Range(0, candidates.Logistic.Length)
            .SelectMany(index => Enumerable.Range(0, candidates.Logistic[index].Length).Select(strength => (index, strength)))
            .MinBy(pair => LogLoss(candidates.Logistic[pair.index][pair.strength], labels));
        if (candidates.Trees.Length == 0)
            return new Choice(logistic, strength, 0, 1, candidates.Logistic[logistic][strength]);
        var trees = Enumerable.Range(0, candidates.Trees.Length).MinBy(index => LogLoss(candidates.Trees[index], labels));
        // From logistic regression alone downwards: of equal ones the simpler is taken.
        return Enumerable.Range(0, Steps + 1).Select(step => 1 - step / (double)Steps)
            .Select(share => new Choice(logistic, strength, trees, share,
                [.. candidates.Logistic[logistic][strength].Zip(candidates.Trees[trees], (first, second) => share * first + (1 - share) * second)]))
            .MinBy(choice => LogLoss(choice.Margins, labels))!;
    }

    /// <summary>Platt's or isotonic calibration: whichever has less log-loss on folds it wasn't fitted on.</summary>
    public Calibration Calibrate(int[] folds, IReadOnlyList<bool> labels)
    {
        var (platt, isotonic) = (0.0, 0.0);
        foreach (var fold in folds.Distinct().Order())
        {
            var (inside, outside) = (Rows(row => folds[row] != fold), Rows(row => folds[row] == fold));
            var fitted = Fit(inside);
            platt += Probabilities.LogLoss([.. outside.Select(row => new Calibration(fitted.Platt, null).Of(Margins[row]))], [.. outside.Select(row => labels[row])]);
            isotonic += Probabilities.LogLoss([.. outside.Select(row => fitted.Of(Margins[row]))], [.. outside.Select(row => labels[row])]);
        }

        var all = Fit(Rows(_ => true));
        return isotonic < platt ? all : all with { Isotonic = null };

        int[] Rows(Func<int, bool> which) => [.. Enumerable.Range(0, folds.Length).Where(which)];

        Calibration Fit(int[] rows)
        {
            var (margins, outcomes) = (rows.Select(row => Margins[row]).ToArray(), rows.Select(row => labels[row]).ToArray());
            return new Calibration(Platt.Fit(margins, outcomes), Isotonic.Fit(margins, outcomes));
        }
    }

    public string Words(Calibration calibration)
    {
        var logistic = Candidates.Logistic[Logistic];
        List<string> parts = [];
        if (ShareOfLogistic > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{ShareOfLogistic * 100:0} % logistic regression ({logistic.Name}, lambda {logistic.Lambdas[Strength]})"));
        if (ShareOfLogistic < 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{(1 - ShareOfLogistic) * 100:0} % boosted trees ({Candidates.Trees[Trees].Name})"));
        return $"{string.Join(" + ", parts)}, {calibration.Name} calibration";
    }

    private static double LogLoss(double[] margins, IReadOnlyList<bool> labels) =>
        Probabilities.LogLoss([.. margins.Select(margin => 1 / (1 + Math.Exp(-margin)))], labels);
}
