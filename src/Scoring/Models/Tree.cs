namespace LeadPlatform.Scoring.Models;

/// <summary>One regression tree. A child of 0 or more is a node, a negative one the leaf with that complement.</summary>
/// <param name="Features">Of each node the feature asked.</param>
/// <param name="Thresholds">Of each node: at most that goes left.</param>
/// <param name="Left">Of each node the left child.</param>
/// <param name="Right">Of each node the right child.</param>
/// <param name="Leaves">Log-odds of each leaf.</param>
/// <param name="Means">Of each node the mean log-odds of the training rows that came by.</param>
internal sealed record Tree(int[] Features, float[] Thresholds, int[] Left, int[] Right, double[] Leaves, double[] Means)
{
    public int LeafOf(ReadOnlySpan<float> features)
    {
        if (Features.Length == 0)
            return 0;
        var node = 0;
        do
            node = features[Features[node]] <= Thresholds[node] ? Left[node] : Right[node];
        while (node >= 0);
        return ~node;
    }

    /// <summary>Counts each step from the root to the leaf for the column asked there: by how much it moved the mean.</summary>
    public void Contribute(ReadOnlySpan<float> features, ReadOnlySpan<int> columns, double share, Span<double> into)
    {
        if (Features.Length == 0)
            return;
        var node = 0;
        do
        {
            var feature = Features[node];
            var child = features[feature] <= Thresholds[node] ? Left[node] : Right[node];
            into[columns[feature]] += share * ((child >= 0 ? Means[child] : Leaves[~child]) - Means[node]);
            node = child;
        }
        while (node >= 0);
    }
}
