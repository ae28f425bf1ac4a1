using LeadPlatform.Scoring.Measuring;

namespace LeadPlatform.Scoring.Training;

/// <param name="Mean">Over the folds.</param>
/// <param name="Folds">Each fold's.</param>
/// <param name="Probabilities">Of every row, by a model that hasn't seen it.</param>
/// <param name="Chosen">Of each fold what was chosen there, in words.</param>
public sealed record CrossValidated(Measures Mean, IReadOnlyList<Measures> Folds, IReadOnlyList<double> Probabilities, IReadOnlyList<string> Chosen);

/// <summary>Measures the whole of training: in each fold everything, also every choice, is made anew from the other folds.</summary>
public static class CrossValidation
{
    /// <param name="only">Folds to be measured, from 0; null: all. Rows of the others have the probability NaN.</param>
    /// <exception cref="ScoringException">There are fewer rows of a class than folds.</exception>
    public static CrossValidated Measure(
        TrainingRows data, int folds, TrainingOptions options, Action<double>? progress = null, IReadOnlyList<int>? only = null, CancellationToken cancellationToken = default)
    {
        var positives = data.Labels.Count(label => label);
        if (Math.Min(positives, data.Labels.Count - positives) < folds)
            throw new ScoringException($"{folds} folds need at least {folds} rows of either class; there are {positives} and {data.Labels.Count - positives}.");
        var measured = only ?? [.. Enumerable.Range(0, folds)];
        var places = Folds.Of(data.Labels, folds, options.Seed);
        var probabilities = new double[places.Length];
        Array.Fill(probabilities, double.NaN);
        List<Measures> each = [];
        List<string> chosen = [];
        foreach (var fold in measured)
        {
            var inside = Enumerable.Range(0, places.Length).Where(row => places[row] != fold).ToArray();
            var outside = Enumerable.Range(0, places.Length).Where(row => places[row] == fold).ToArray();
            var model = ModelTraining.Train(data.Only(inside), options, share => progress?.Invoke((each.Count + share) / measured.Count), cancellationToken);
            foreach (var row in outside)
                probabilities[row] = model.Probability(data.Rows[row]);
            each.Add(Measures.Of([.. outside.Select(row => probabilities[row])], [.. outside.Select(row => data.Labels[row])]));
            chosen.Add(model.Info.Chosen);
        }

        return new CrossValidated(Measures.Mean(each), each, probabilities, chosen);
    }
}
