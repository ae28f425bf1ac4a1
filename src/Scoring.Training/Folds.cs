namespace LeadPlatform.Scoring.Training;

/// <summary>Parts rows into folds with the same share of positives.</summary>
internal static class Folds
{
    /// <returns>Of each row its fold, from 0.</returns>
    public static int[] Of(IReadOnlyList<bool> labels, int count, int seed)
    {
        var random = new Random(seed);
        var folds = new int[labels.Count];
        foreach (var label in new[] { true, false })
        {
            var rows = Enumerable.Range(0, labels.Count).Where(row => labels[row] == label).ToArray();
            random.Shuffle(rows);
            // The negatives go on from the other end, so that folds are of one size.
            for (var place = 0; place < rows.Length; place++)
                folds[rows[place]] = label ? place % count : count - 1 - place % count;
        }

        return folds;
    }
}
