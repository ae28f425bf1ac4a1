using LeadPlatform.Scoring.Columns;
using LeadPlatform.Scoring.Models;

namespace LeadPlatform.Scoring.Training;

/// <summary>The log-odds every candidate gives to rows it wasn't fitted on.</summary>
/// <param name="Logistic">By candidate and strength of its penalty.</param>
/// <param name="Trees">By candidate; empty where none is tried.</param>
internal sealed record OutOfFold(int[] Folds, double[][][] Logistic, double[][] Trees)
{
    /// <summary>Features are designed anew inside each fold, so that nothing of a row is known to what judges it.</summary>
    public static OutOfFold Of(TrainingRows data, TrainingOptions options, Action<double>? progress, CancellationToken cancellationToken)
    {
        var folds = Training.Folds.Of(data.Labels, options.Folds, options.Seed);
        var margins = new OutOfFold(
            folds,
            [.. Candidates.Logistic.Select(candidate => candidate.Lambdas.Select(_ => new double[folds.Length]).ToArray())],
            options.Trees ? [.. Candidates.Trees.Select(_ => new double[folds.Length])] : []);
        var done = 0;
        Parallel.For(0, options.Folds, new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken }, fold =>
        {
            margins.Fill(data, fold, options.Seed, cancellationToken);
            progress?.Invoke(Interlocked.Increment(ref done) / (double)options.Folds);
        });
        return margins;
    }

    private void Fill(TrainingRows data, int fold, int seed, CancellationToken cancellationToken)
    {
        var inside = Enumerable.Range(0, Folds.Length).Where(row => Folds[row] != fold).ToArray();
        var outside = Enumerable.Range(0, Folds.Length).Where(row => Folds[row] == fold).ToArray();
        var training = data.Only(inside);
        var encoder = FeatureDesign.Of(training.Names, training.Rows, training.Excluded, training.Kept);
        var matrix = FeatureMatrix.Of(encoder, training);
        var judged = FeatureMatrix.Of(encoder, data.Only(outside)).Rows;
        for (var index = 0; index < Candidates.Logistic.Count; index++)
        {
            var fits = Fitting.Path(Candidates.Logistic[index], encoder, matrix, cancellationToken);
            for (var strength = 0; strength < fits.Count; strength++)
                Put(Logistic[index][strength], fits[strength].Margin);
        }

        for (var index = 0; index < Trees.Length; index++)
            Put(Trees[index], Fitting.Trees(Candidates.Trees[index], encoder, matrix, seed, cancellationToken).Margin);

        void Put(double[] into, MarginOf margin)
        {
            for (var place = 0; place < outside.Length; place++)
                into[outside[place]] = margin(judged[place]);
        }
    }

    private delegate double MarginOf(ReadOnlySpan<float> features);
}
