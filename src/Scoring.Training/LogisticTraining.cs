using LeadPlatform.Scoring.Models;

namespace LeadPlatform.Scoring.Training;

/// <summary>Logistic regression with an elastic net, by coordinate descent on the weighted least squares that approximate the likelihood.</summary>
/// <remarks>Features are scaled to a standard deviation of 1 first. The penalty is λ · (α·|β| + (1-α)/2·β²) on the mean log-loss; the intercept has none.</remarks>
internal sealed class LogisticTraining
{
    private const int MaximumRounds = 25;
    private const int MaximumSweeps = 200;
    private const double Tolerance = 1e-4;
    private const double SmallestWeight = 1e-4;

    private readonly ScaledColumn[] _columns;
    private readonly double[] _labels;

    /// <param name="features">Indices of the features used.</param>
    public LogisticTraining(FeatureMatrix data, IReadOnlyList<int> features)
    {
        _labels = [.. data.Labels.Select(label => label ? 1.0 : 0.0)];
        _columns = [.. features.Select(feature => ScaledColumn.Of(data.Rows, feature)).Where(column => column is not null).Select(column => column!)];
    }

    /// <param name="lambdas">From strong to weak; each fit starts from the one before.</param>
    /// <returns>One model for each.</returns>
    public IReadOnlyList<LogisticPart> Fit(IReadOnlyList<double> lambdas, double alpha, CancellationToken cancellationToken)
    {
        var count = _labels.Length;
        var mean = _labels.Average();
        var intercept = Math.Log(mean / (1 - mean));
        var betas = new double[_columns.Length];
        var margins = new double[count];
        Array.Fill(margins, intercept);
        var (weights, residuals) = (new double[count], new double[count]);
        var curvatures = new double[_columns.Length];
        List<LogisticPart> fits = [];
        foreach (var lambda in lambdas)
        {
            for (var round = 0; round < MaximumRounds; round++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var total = 0.0;
                for (var row = 0; row < count; row++)
                {
                    var chance = 1 / (1 + Math.Exp(-margins[row]));
                    weights[row] = Math.Max(chance * (1 - chance), SmallestWeight);
                    residuals[row] = (_labels[row] - chance) / weights[row];
                    total += weights[row];
                }

                for (var column = 0; column < _columns.Length; column++)
                    curvatures[column] = _columns[column].Curvature(weights) / count;
                var moved = Descend(betas, ref intercept, weights, residuals, curvatures, total, lambda, alpha);
                Margins(betas, intercept, margins);
                if (moved < Tolerance)
                    break;
            }

            fits.Add(Unscaled(betas, intercept));
        }

        return fits;
    }

    private double Descend(double[] betas, ref double intercept, double[] weights, double[] residuals, double[] curvatures, double total, double lambda, double alpha)
    {
        var count = residuals.Length;
        var furthest = 0.0;
        for (var sweep = 0; sweep < MaximumSweeps; sweep++)
        {
            var moved = 0.0;
            var shift = 0.0;
            for (var row = 0; row < count; row++)
                shift += weights[row] * residuals[row];
            shift /= total;
            intercept += shift;
            for (var row = 0; row < count; row++)
                residuals[row] -= shift;
            moved = Math.Abs(shift);
            for (var index = 0; index < _columns.Length; index++)
            {
                var column = _columns[index];
                var before = betas[index];
                var gradient = column.Product(weights, residuals) / count + curvatures[index] * before;
                var after = Math.CopySign(Math.Max(Math.Abs(gradient) - lambda * alpha, 0), gradient) / (curvatures[index] + lambda * (1 - alpha));
                if (after == before)
                    continue;
                betas[index] = after;
                column.AddTo(residuals, before - after);
                moved = Math.Max(moved, Math.Abs(after - before));
            }

            furthest = Math.Max(furthest, moved);
            if (moved < Tolerance)
                break;
        }

        return furthest;
    }

    private void Margins(double[] betas, double intercept, double[] margins)
    {
        Array.Fill(margins, intercept);
        for (var index = 0; index < _columns.Length; index++)
        {
            if (betas[index] != 0)
                _columns[index].AddTo(margins, betas[index]);
        }
    }

    private LogisticPart Unscaled(double[] betas, double intercept)
    {
        var used = Enumerable.Range(0, betas.Length).Where(index => betas[index] != 0).ToArray();
        var weights = Array.ConvertAll(used, index => betas[index] / _columns[index].Scale);
        return new LogisticPart(
            intercept - used.Select((index, place) => weights[place] * _columns[index].Centre).Sum(),
            Array.ConvertAll(used, index => _columns[index].Feature),
            weights,
            Array.ConvertAll(used, index => _columns[index].Mean));
    }
}
