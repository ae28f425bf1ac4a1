namespace LeadPlatform.Contracts.Models;

/// <summary>The models that score leads: <c>GET /v1/models</c>.</summary>
/// <param name="Current">Version in use; left out while leads are scored by points.</param>
/// <param name="Dispositions">Leads whose outcome is known, bound or lost: what a model is trained on.</param>
/// <param name="Needed">How many of them a training needs.</param>
/// <param name="LastRun">Left out where there was none.</param>
/// <param name="Models">Newest first, at most 100.</param>
public sealed record ModelsView(int? Current, long Dispositions, int Needed, ModelRunView? LastRun, IReadOnlyList<ModelView> Models);

/// <summary>A trained model, and what it is worth on leads that came after all it was trained on.</summary>
/// <param name="Chosen">What cross-validation chose, in words.</param>
/// <param name="Leads">Trained on.</param>
/// <param name="Bound">Of them bound.</param>
/// <param name="HeldBack">Later leads it was measured on.</param>
/// <param name="Auc">On the leads held back.</param>
/// <param name="Brier">On the leads held back.</param>
/// <param name="LogLoss">On the leads held back.</param>
/// <param name="Against">What it was compared with: points, or a version.</param>
/// <param name="AgainstAuc">Of that, on the same leads.</param>
/// <param name="AgainstLogLoss">Of that, on the same leads; left out for points, which are no probabilities.</param>
public sealed record ModelView(
    int Version, DateTimeOffset TrainedAt, string Chosen, int Leads, int Bound, int HeldBack, double Auc, double Brier, double LogLoss,
    string Against, double AgainstAuc, double? AgainstLogLoss, bool Better);

/// <summary>A training.</summary>
/// <param name="Status">One of <see cref="ModelRunStatus"/>.</param>
/// <param name="Version">The model it made.</param>
/// <param name="Note">Why it ended as it did.</param>
public sealed record ModelRunView(Guid RunId, string Status, DateTimeOffset AskedAt, DateTimeOffset? EndedAt, int? Version, string? Note);

public static class ModelRunStatus
{
    public const string Asked = "asked";
    public const string Running = "running";

    /// <summary>The model is in use.</summary>
    public const string Promoted = "promoted";

    /// <summary>It was no better than what is in use.</summary>
    public const string Kept = "kept";

    /// <summary>Too few outcomes are known yet.</summary>
    public const string Waiting = "waiting";

    public const string Failed = "failed";
}

/// <param name="Version">Null: leads are scored by points.</param>
public sealed record ModelInUse(int? Version);

/// <summary>What a trained model calls itself in <see cref="Leads.Qualification.Model"/>.</summary>
public static class TrainedModelName
{
    private const string Prefix = "trained-";

    public static string Of(int version) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Prefix}{version}");

    /// <param name="model">A name, perhaps with what an analysis added: <c>trained-7+local</c>.</param>
    /// <returns>Null where it is another model's name.</returns>
    public static int? VersionOf(string? model) =>
        model is not null && model.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(model.AsSpan(Prefix.Length).ToString().Split('+')[0], out var version) ? version : null;
}
