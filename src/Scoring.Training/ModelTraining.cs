using LeadPlatform.Scoring.Columns;
using LeadPlatform.Scoring.Measuring;
using LeadPlatform.Scoring.Models;
using LeadPlatform.Scoring.Tables;

namespace LeadPlatform.Scoring.Training;

/// <summary>Trains models.</summary>
public static class ModelTraining
{
    private const double ShareOfFolds = 0.85;

    /// <summary>Chooses by cross-validation, calibrates out of fold and fits the chosen on all rows. Takes all processors for seconds to minutes; blocks.</summary>
    /// <param name="progress">Told the share that is done, from 0 to 1, from any thread.</param>
    public static ScoringModel Train(TrainingRows data, TrainingOptions options, Action<double>? progress = null, CancellationToken cancellationToken = default)
    {
        if (options.Trees && !BoostedTrees.AreHere)
            throw new ScoringException("Boosted trees need LightGBM, which does not load here: it runs on x64, and on Linux with libgomp.so.1 (package libgomp1).");
        var candidates = OutOfFold.Of(data, options, share => progress?.Invoke(share * ShareOfFolds), cancellationToken);
        var choice = Choice.Of(candidates, data.Labels);
        var calibration = choice.Calibrate(candidates.Folds, data.Labels);

        var encoder = FeatureDesign.Of(data.Names, data.Rows, data.Excluded, data.Kept);
        if (encoder.Features.Count == 0)
            throw new ScoringException("No column is left to learn from: all are excluded, empty, constant, or name rows.");
        var matrix = FeatureMatrix.Of(encoder, data);
        var logistic = choice.ShareOfLogistic > 0 ? Fitting.Path(Candidates.Logistic[choice.Logistic], encoder, matrix, cancellationToken)[choice.Strength] : null;
        var trees = choice.ShareOfLogistic < 1 ? Fitting.Trees(Candidates.Trees[choice.Trees], encoder, matrix, options.Seed, cancellationToken) : null;

        var probabilities = Array.ConvertAll(choice.Margins, calibration.Of);
        var content = new ModelContent(
            new ModelInfo(options.TrainedAt, options.Seed, data.Label.Name, data.Label.Index, data.Label.PositiveValue, choice.Words(calibration),
                PerFold(probabilities, data.Labels, candidates.Folds)),
            encoder.Columns, encoder.Features, logistic, trees, choice.ShareOfLogistic, calibration,
            [.. encoder.Columns.Select((column, index) => Distribution(column, [.. data.Rows.Select(row => row[index])]))],
            ColumnDistribution.OfNumbers(probabilities));
        progress?.Invoke(1);
        return new ScoringModel(content.Pruned());
    }

    private static ColumnDistribution? Distribution(Column column, string?[] cells) => column.Kind switch
    {
        ColumnKind.Dropped => null,
        ColumnKind.Categorical => ColumnDistribution.OfWords(cells),
        _ => ColumnDistribution.OfNumbers(Array.ConvertAll(cells, Cell.Number)),
    };

    internal static Measures PerFold(double[] probabilities, IReadOnlyList<bool> labels, int[] folds) => Measures.Mean(
        [.. folds.Distinct().Order().Select(fold => Enumerable.Range(0, folds.Length).Where(row => folds[row] == fold).ToArray())
            .Select(rows => Measures.Of([.. rows.Select(row => probabilities[row])], [.. rows.Select(row => labels[row])]))]);
}
