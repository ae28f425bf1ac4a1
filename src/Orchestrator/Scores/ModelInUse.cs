using LeadPlatform.Contracts.Models;
using LeadPlatform.Scoring.Models;

namespace LeadPlatform.Orchestrator.Scores;

/// <summary>The trained model that scores leads here, as DataService last gave it.</summary>
internal sealed class ModelInUse
{
    private volatile TrainedModel? _current;

    /// <summary>Null: points.</summary>
    public TrainedModel? Current
    {
        get => _current;
        set => _current = value;
    }
}

/// <param name="Tag">DataService's ETag of it.</param>
internal sealed record TrainedModel(string Tag, int Version, ScoringModel Model)
{
    public string Name { get; } = TrainedModelName.Of(Version);

    /// <summary>Log-odds of an average lead of the training.</summary>
    public double Average { get; } = LogOdds((double)Model.Info.CrossValidated.Positives / Model.Info.CrossValidated.Rows);

    public static double LogOdds(double share) => Math.Log(Math.Clamp(share, 1e-6, 1 - 1e-6) / (1 - Math.Clamp(share, 1e-6, 1 - 1e-6)));
}
