namespace LeadPlatform.Scoring.Training;

/// <summary>One feature of all rows, scaled to a standard deviation of 1. Where most are 0 only the others are kept, else it is centred too.</summary>
internal sealed class ScaledColumn
{
    private const double SparseShare = 0.5;

    private readonly int[]? _rows;
    private readonly double[] _values;

    private ScaledColumn(int feature, double mean, double centre, double scale, int[]? rows, double[] values)
    {
        (Feature, Mean, Centre, Scale, _rows, _values) = (feature, mean, centre, scale, rows, values);
    }

    public int Feature { get; }

    public double Mean { get; }

    /// <summary>What was taken off: the mean, or 0 where only the rows that aren't 0 are kept.</summary>
    public double Centre { get; }

    public double Scale { get; }

    /// <returns>Null where all rows hold the same.</returns>
    public static ScaledColumn? Of(float[][] rows, int feature)
    {
        var (sum, squares, used) = (0.0, 0.0, 0);
        foreach (var row in rows)
        {
            double value = row[feature];
            sum += value;
            squares += value * value;
            used += value != 0 ? 1 : 0;
        }

        var mean = sum / rows.Length;
        var scale = Math.Sqrt(Math.Max(squares / rows.Length - mean * mean, 0));
        if (scale < 1e-9)
            return null;
        if (used > SparseShare * rows.Length)
            return new ScaledColumn(feature, mean, mean, scale, null, [.. rows.Select(row => (row[feature] - mean) / scale)]);
        var filled = Enumerable.Range(0, rows.Length).Where(row => rows[row][feature] != 0).ToArray();
        return new ScaledColumn(feature, mean, 0, scale, filled, [.. filled.Select(row => rows[row][feature] / scale)]);
    }

    /// <summary>Σ w·x².</summary>
    public double Curvature(double[] weights)
    {
        var sum = 0.0;
        for (var index = 0; index < _values.Length; index++)
            sum += weights[_rows is null ? index : _rows[index]] * _values[index] * _values[index];
        return sum;
    }

    /// <summary>Σ w·x·r.</summary>
    public double Product(double[] weights, double[] residuals)
    {
        var sum = 0.0;
        if (_rows is null)
        {
            for (var row = 0; row < _values.Length; row++)
                sum += weights[row] * _values[row] * residuals[row];
            return sum;
        }

        for (var index = 0; index < _rows.Length; index++)
            sum += weights[_rows[index]] * _values[index] * residuals[_rows[index]];
        return sum;
    }

    public void AddTo(double[] sums, double factor)
    {
        if (_rows is null)
        {
            for (var row = 0; row < _values.Length; row++)
                sums[row] += factor * _values[row];
            return;
        }

        for (var index = 0; index < _rows.Length; index++)
            sums[_rows[index]] += factor * _values[index];
    }
}
