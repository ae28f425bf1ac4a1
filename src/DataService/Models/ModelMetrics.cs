using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LeadPlatform.DataService.Models;

internal static class ModelMetrics
{
    public static readonly ActivitySource Activities = new("LeadPlatform.DataService");

    private static readonly Meter Meter = new("LeadPlatform.DataService");
    private static volatile IReadOnlyDictionary<string, double> _drift = new Dictionary<string, double>();
    private static volatile Calibration? _calibration;

    public static readonly Counter<long> Runs = Meter.CreateCounter<long>("models.runs", "{run}", "Trainings of a model by how they ended: promoted; kept (no better than the one in use); waiting (too few outcomes); failed.");

    static ModelMetrics()
    {
        Meter.CreateObservableGauge(
            "models.drift", () => Drifts(), "1", "Population stability index of new leads against those the model in use was trained on, by column; score for its scores. Above 0.25 much has moved.");
        Meter.CreateObservableGauge("models.calibration.error", () => Measured(calibration => calibration.Error), "1", "Mean distance of what the model in use said and what happened, on leads it has scored, from 0 to 1.");
        Meter.CreateObservableGauge("models.brier", () => Measured(calibration => calibration.Brier), "1", "Mean squared error of the probabilities of the model in use, on leads it has scored.");
        Meter.CreateObservableGauge("models.outcomes", () => Measured(calibration => calibration.Leads), "{lead}", "Leads that the model in use has scored and whose outcome is known.");
    }

    public static void Drifted(IReadOnlyDictionary<string, double> drift) => _drift = drift;

    /// <param name="calibration">Null where too few outcomes are known.</param>
    public static void Calibrated(Calibration? calibration) => _calibration = calibration;

    private static IEnumerable<Measurement<double>> Drifts() => _drift.Select(pair => new Measurement<double>(pair.Value, new KeyValuePair<string, object?>("column", pair.Key)));

    private static IEnumerable<Measurement<double>> Measured(Func<Calibration, double> value) => _calibration is { } known ? [new Measurement<double>(value(known))] : [];

    internal sealed record Calibration(double Error, double Brier, int Leads);
}
