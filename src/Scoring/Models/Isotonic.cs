namespace LeadPlatform.Scoring.Models;

/// <summary>Isotonic calibration: straight lines between the centres of the blocks found by pooling adjacent violators, so it never falls.</summary>
/// <param name="Margins">Log-odds at the blocks' centres, rising.</param>
/// <param name="Chances">Share of positives there, never falling.</param>
internal sealed record Isotonic(double[] Margins, double[] Chances)
{
    public double Of(double margin)
    {
        if (margin <= Margins[0])
            return Chances[0];
        if (margin >= Margins[^1])
            return Chances[^1];
        var found = Array.BinarySearch(Margins, margin);
        if (found >= 0)
            return Chances[found];
        var above = ~found;
        var share = (margin - Margins[above - 1]) / (Margins[above] - Margins[above - 1]);
        return Chances[above - 1] + share * (Chances[above] - Chances[above - 1]);
    }

    public static Isotonic Fit(IReadOnlyList<double> margins, IReadOnlyList<bool> labels)
    {
        List<(double Margins, double Positives, int Rows)> blocks = [];
        foreach (var group in Enumerable.Range(0, margins.Count).GroupBy(row => margins[row]).OrderBy(group => group.Key))
        {
            blocks.Add((group.Sum(row => margins[row]), group.Count(row => labels[row]), group.Count()));
            while (blocks.Count > 1 && blocks[^2].Positives / blocks[^2].Rows >= blocks[^1].Positives / blocks[^1].Rows)
            {
                var (last, before) = (blocks[^1], blocks[^2]);
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (before.Margins + last.Margins, before.Positives + last.Positives, before.Rows + last.Rows);
            }
        }

        // Half a row of either kind is added, so that no block is certain.
        return new Isotonic([.. blocks.Select(block => block.Margins / block.Rows)], Rising([.. blocks.Select(block => (block.Positives + 0.5) / (block.Rows + 1))]));
    }

    private static double[] Rising(double[] chances)
    {
        for (var index = 1; index < chances.Length; index++)
            chances[index] = Math.Max(chances[index], chances[index - 1]);
        return chances;
    }
}
