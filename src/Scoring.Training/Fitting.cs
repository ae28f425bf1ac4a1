using LeadPlatform.Scoring.Columns;
using LeadPlatform.Scoring.Models;

namespace LeadPlatform.Scoring.Training;

/// <summary>Fits candidates.</summary>
internal static class Fitting
{
    /// <returns>One model for each strength of the penalty.</returns>
    public static IReadOnlyList<LogisticPart> Path(LogisticCandidate candidate, FeatureEncoder encoder, FeatureMatrix matrix, CancellationToken cancellationToken) =>
        new LogisticTraining(matrix, Used(encoder, feature => candidate.Uses(encoder, feature))).Fit(candidate.Lambdas, candidate.Alpha, cancellationToken);

    public static TreesPart Trees(TreesCandidate candidate, FeatureEncoder encoder, FeatureMatrix matrix, int seed, CancellationToken cancellationToken)
    {
        var features = Used(encoder, feature => candidate.Uses(encoder, feature));
        List<TreesPart> bags = [];
        for (var bag = 0; bag < candidate.Bags; bag++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bags.Add(TreeTraining.Fit(matrix, features, candidate.Settings, unchecked(seed * 31 + bag) & int.MaxValue));
        }

        var share = 1.0 / bags.Count;
        return new TreesPart(bags.Sum(bag => bag.Bias) * share, [.. bags.SelectMany(bag => bag.Trees).Select(tree => tree with
        {
            Leaves = Array.ConvertAll(tree.Leaves, leaf => leaf * share),
            Means = Array.ConvertAll(tree.Means, mean => mean * share),
        })]);
    }

    private static int[] Used(FeatureEncoder encoder, Func<Feature, bool> uses) => [.. Enumerable.Range(0, encoder.Features.Count).Where(index => uses(encoder.Features[index]))];
}
