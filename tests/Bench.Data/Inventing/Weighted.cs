namespace LeadPlatform.Bench.Data.Inventing;

/// <summary>Things that come more and less often.</summary>
internal sealed class Weighted<T>
{
    private readonly double[] _up;

    public Weighted(IEnumerable<(T Item, double Weight)> items)
    {
        var all = items.ToArray();
        Items = [.. all.Select(one => one.Item)];
        _up = new double[all.Length];
        for (var i = 0; i < all.Length; i++)
            _up[i] = (i == 0 ? 0 : _up[i - 1]) + all[i].Weight;
    }

    public IReadOnlyList<T> Items { get; }

    /// <summary>By Zipf's law: the n-th comes 1/n as often as the first.</summary>
    public static Weighted<T> Zipf(IEnumerable<T> items, double exponent = 1) => new(items.Select((item, i) => (item, 1 / Math.Pow(i + 1, exponent))));

    public T Pick(ref Dice dice)
    {
        var found = Array.BinarySearch(_up, dice.Fraction() * _up[^1]);
        return Items[Math.Min(found < 0 ? ~found : found + 1, Items.Count - 1)];
    }
}
