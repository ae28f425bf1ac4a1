namespace LeadPlatform.Scoring.Models;

/// <summary>Boosted trees, of one or several bags; their sum is the log-odds.</summary>
internal sealed record TreesPart(double Bias, Tree[] Trees)
{
    /// <returns>The log-odds.</returns>
    public double Margin(ReadOnlySpan<float> features)
    {
        var margin = Bias;
        foreach (var tree in Trees)
            margin += tree.Leaves[tree.LeafOf(features)];
        return margin;
    }

    public void Contribute(ReadOnlySpan<float> features, ReadOnlySpan<int> columns, double share, Span<double> into)
    {
        foreach (var tree in Trees)
            tree.Contribute(features, columns, share, into);
    }
}
