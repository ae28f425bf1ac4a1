namespace LeadPlatform.Scoring.Models;

/// <summary>Platt's calibration: a logistic curve over the log-odds.</summary>
internal sealed record Platt(double Slope, double Intercept)
{
    private const int MaximumRounds = 100;

    public double Of(double margin) => 1 / (1 + Math.Exp(-(Slope * margin + Intercept)));

    /// <summary>Fits by Newton's method with Platt's softened targets, so that a perfect ranking gives no endless slope.</summary>
    public static Platt Fit(IReadOnlyList<double> margins, IReadOnlyList<bool> labels)
    {
        var positives = labels.Count(label => label);
        var (high, low) = ((positives + 1.0) / (positives + 2.0), 1.0 / (labels.Count - positives + 2.0));
        var (slope, intercept) = (1.0, 0.0);
        for (var round = 0; round < MaximumRounds; round++)
        {
            double g0 = 0, g1 = 0, h00 = 1e-9, h01 = 0, h11 = 1e-9;
            for (var row = 0; row < margins.Count; row++)
            {
                var chance = 1 / (1 + Math.Exp(-(slope * margins[row] + intercept)));
                var (error, weight) = ((labels[row] ? high : low) - chance, Math.Max(chance * (1 - chance), 1e-9));
                g0 += error;
                g1 += error * margins[row];
                h00 += weight;
                h01 += weight * margins[row];
                h11 += weight * margins[row] * margins[row];
            }

            var determinant = h00 * h11 - h01 * h01;
            if (determinant < 1e-12)
                break;
            var (stepIntercept, stepSlope) = ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant);
            var damping = Math.Min(1, 5 / Math.Max(Math.Abs(stepIntercept), Math.Abs(stepSlope)));
            intercept += damping * stepIntercept;
            slope += damping * stepSlope;
            if (Math.Abs(stepIntercept) + Math.Abs(stepSlope) < 1e-10)
                break;
        }

        // A ranking that is worse than none is no reason to turn it round.
        return new Platt(Math.Max(slope, 1e-3), intercept);
    }
}
