using LeadPlatform.Scoring.Columns;
using LeadPlatform.Scoring.Measuring;

namespace LeadPlatform.Scoring.Models;

/// <summary>All that is kept of a model.</summary>
/// <param name="Columns">Of a row, without the label.</param>
/// <param name="Features">Those used by either part.</param>
/// <param name="Logistic">Null where only trees are used.</param>
/// <param name="Trees">Null where only logistic regression is used.</param>
/// <param name="ShareOfLogistic">From 0 to 1: the weight of the logistic part's log-odds; the trees have the rest.</param>
/// <param name="Distributions">One a column; null for those left out.</param>
/// <param name="ScoreDistribution">Of the probabilities.</param>
internal sealed record ModelContent(
    ModelInfo Info,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<Feature> Features,
    LogisticPart? Logistic,
    TreesPart? Trees,
    double ShareOfLogistic,
    Calibration Calibration,
    IReadOnlyList<ColumnDistribution?> Distributions,
    ColumnDistribution ScoreDistribution)
{
    /// <summary>Keeps only the features either part uses, and every level of a column whose other levels are told apart: without them they would count as others.</summary>
    public ModelContent Pruned()
    {
        var asked = (Logistic?.Features ?? []).Concat(Trees?.Trees.SelectMany(tree => tree.Features) ?? []).ToHashSet();
        var others = asked.Where(feature => Features[feature].Form == FeatureForm.Other).Select(feature => Features[feature].Column).ToHashSet();
        var used = Enumerable.Range(0, Features.Count)
            .Where(feature => asked.Contains(feature) || (Features[feature].Form == FeatureForm.Level && others.Contains(Features[feature].Column))).ToArray();
        var places = used.Select((feature, place) => (feature, place)).ToDictionary(pair => pair.feature, pair => pair.place);
        return this with
        {
            Features = [.. used.Select(feature => Features[feature])],
            Logistic = Logistic is null ? null : Logistic with { Features = Renumbered(Logistic.Features) },
            Trees = Trees is null ? null : Trees with { Trees = [.. Trees.Trees.Select(tree => tree with { Features = Renumbered(tree.Features) })] },
        };

        int[] Renumbered(int[] features) => [.. features.Select(feature => places[feature])];
    }
}
