namespace LeadPlatform.Scoring.Models;

/// <summary>Turns log-odds into a probability.</summary>
/// <param name="Platt">Always there: it keeps the order of rows that isotonic calibration makes equal.</param>
/// <param name="Isotonic">Null where Platt's curve fitted better.</param>
internal sealed record Calibration(Platt Platt, Isotonic? Isotonic)
{
    private const double ShareOfPlatt = 0.05;

    public string Name => Isotonic is null ? "Platt" : "isotonic";

    /// <returns>From 0 to 1, the higher the higher the log-odds.</returns>
    public double Of(double margin)
    {
        var smooth = Platt.Of(margin);
        return Isotonic is null ? smooth : ShareOfPlatt * smooth + (1 - ShareOfPlatt) * Isotonic.Of(margin);
    }
}
