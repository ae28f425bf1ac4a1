using LeadPlatform.Scoring.Models;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace LeadPlatform.Scoring.Training;

/// <param name="Leaves">Most leaves of a tree.</param>
/// <param name="Trees">Rounds of boosting.</param>
/// <param name="LearningRate">Share of each tree that counts.</param>
/// <param name="RowsOfLeaf">Fewest rows in a leaf.</param>
/// <param name="FeatureShare">Share of the features each tree may look at.</param>
/// <param name="RowShare">Share of the rows each tree is grown on.</param>
/// <param name="Ridge">L2 penalty on the leaves.</param>
internal sealed record TreeSettings(int Leaves, int Trees, double LearningRate, int RowsOfLeaf, double FeatureShare, double RowShare, double Ridge);

/// <summary>Boosted trees by LightGBM on one thread, so that the same rows and seed give the same trees.</summary>
internal static class TreeTraining
{
    private sealed class Row
    {
        public bool Label { get; init; }

        public float[] Features { get; init; } = [];
    }

    private const int SmallestSharesOfLeaf = 20;

    public static TreesPart Fit(FeatureMatrix data, IReadOnlyList<int> features, TreeSettings settings, int seed)
    {
        try
        {
            return Export(Grow(data, features, settings, seed, out _), features, data);
        }
        catch (ArgumentNullException)
        {
            // ML.NET can't read a tree that LightGBM found nothing to split in: nothing is learnt then but the share of positives.
            var share = data.Labels.Average(label => label ? 1.0 : 0.0);
            return new TreesPart(Math.Log(share / (1 - share)), []);
        }
    }

    /// <summary>Also what ML.NET itself says of the training rows: the log-odds.</summary>
    public static (TreesPart Trees, IReadOnlyList<float> Predicted) FitWithPredictions(FeatureMatrix data, IReadOnlyList<int> features, TreeSettings settings, int seed)
    {
        var grown = Grow(data, features, settings, seed, out var view);
        return (Export(grown, features, data), [.. grown.Transform(view).GetColumn<float>("Score")]);
    }

    private static BinaryPredictionTransformer<CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator>> Grow(
        FeatureMatrix data, IReadOnlyList<int> features, TreeSettings settings, int seed, out IDataView view)
    {
        var context = new MLContext(seed);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features.Count);
        view = context.Data.LoadFromEnumerable(
            data.Rows.Select((row, index) => new Row { Label = data.Labels[index], Features = [.. features.Select(feature => row[feature])] }).ToList(), schema);
        var trainer = context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfThreads = 1,
            Deterministic = true,
            Seed = seed,
            Sigmoid = 1,
            NumberOfIterations = settings.Trees,
            NumberOfLeaves = settings.Leaves,
            LearningRate = settings.LearningRate,
            MinimumExampleCountPerLeaf = Math.Min(settings.RowsOfLeaf, Math.Max(1, data.Rows.Length / SmallestSharesOfLeaf)),
            Booster = new GradientBooster.Options
            {
                FeatureFraction = settings.FeatureShare,
                SubsampleFraction = settings.RowShare,
                SubsampleFrequency = 1,
                L2Regularization = settings.Ridge,
            },
        });
        return trainer.Fit(view);
    }

    private static TreesPart Export(
        BinaryPredictionTransformer<CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator>> grown, IReadOnlyList<int> features, FeatureMatrix data)
    {
        var ensemble = grown.Model.SubModel.TrainedTreeEnsemble;
        return new TreesPart(ensemble.Bias, [.. ensemble.Trees.Select((tree, index) => TreeExport.Of(tree, ensemble.TreeWeights[index], features, data))]);
    }
}
