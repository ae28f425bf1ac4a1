using LeadPlatform.Scoring.Models;
using Microsoft.ML.Trainers.FastTree;

namespace LeadPlatform.Scoring.Training;

/// <summary>Takes a tree out of ML.NET, so that scoring needs none of it.</summary>
internal static class TreeExport
{
    /// <param name="features">Of each feature the trees were grown on its index in the rows.</param>
    /// <param name="data">The training rows: they give every node its mean, from which contributions are counted.</param>
    public static Tree Of(RegressionTree tree, double weight, IReadOnlyList<int> features, FeatureMatrix data)
    {
        var nodes = tree.NumberOfNodes;
        var exported = new Tree(
            [.. tree.NumericalSplitFeatureIndexes.Take(nodes).Select(feature => features[feature])],
            [.. tree.NumericalSplitThresholds.Take(nodes)],
            [.. tree.LeftChild.Take(nodes)],
            [.. tree.RightChild.Take(nodes)],
            [.. tree.LeafValues.Take(nodes + 1).Select(leaf => leaf * weight)],
            new double[nodes]);
        var rows = new int[exported.Leaves.Length];
        foreach (var row in data.Rows)
            rows[exported.LeafOf(row)]++;
        if (nodes > 0)
            Fill(exported, rows, 0);
        return exported;
    }

    private static (double Sum, int Rows) Fill(Tree tree, int[] rows, int node)
    {
        if (node < 0)
            return (tree.Leaves[~node] * rows[~node], rows[~node]);
        var (left, right) = (Fill(tree, rows, tree.Left[node]), Fill(tree, rows, tree.Right[node]));
        var both = left.Rows + right.Rows;
        tree.Means[node] = both == 0 ? 0 : (left.Sum + right.Sum) / both;
        return (left.Sum + right.Sum, both);
    }
}
