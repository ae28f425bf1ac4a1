using LeadPlatform.Scoring.Columns;

namespace LeadPlatform.Scoring.Training;

/// <param name="Name">In words.</param>
/// <param name="CodesAsLevels">Whether codes are used as words too, and numbers by tenths; else as numbers only.</param>
/// <param name="Alpha">Share of the lasso in the penalty.</param>
/// <param name="Lambdas">Strengths of the penalty, from strong to weak.</param>
internal sealed record LogisticCandidate(string Name, bool CodesAsLevels, double Alpha, IReadOnlyList<double> Lambdas);

/// <param name="Name">In words.</param>
/// <param name="Bags">Fits with different seeds whose mean is taken.</param>
internal sealed record TreesCandidate(string Name, bool CodesAsLevels, TreeSettings Settings, int Bags);

/// <summary>What cross-validation chooses from.</summary>
internal static class Candidates
{
    private static readonly double[] Lambdas = [0.03, 0.02, 0.014, 0.01, 0.007, 0.005, 0.003, 0.002, 0.001, 0.0005];
    private static readonly double[] StrongLambdas = [1, 0.3, 0.1, 0.03, 0.01, 0.003];

    public static readonly IReadOnlyList<LogisticCandidate> Logistic =
    [
        new("numbers, elastic net", CodesAsLevels: false, Alpha: 0.5, Lambdas),
        new("numbers and levels, elastic net", CodesAsLevels: true, Alpha: 0.5, Lambdas),
        new("numbers, ridge", CodesAsLevels: false, Alpha: 0, StrongLambdas),
    ];

    public static readonly IReadOnlyList<TreesCandidate> Trees =
    [
        new("trees of 4 leaves", CodesAsLevels: true, new(Leaves: 4, Trees: 150, LearningRate: 0.03, RowsOfLeaf: 50, FeatureShare: 0.3, RowShare: 0.7, Ridge: 10), Bags: 2),
        new("trees of 16 leaves", CodesAsLevels: false, new(Leaves: 16, Trees: 250, LearningRate: 0.04, RowsOfLeaf: 20, FeatureShare: 0.4, RowShare: 0.7, Ridge: 10), Bags: 2),
    ];

    public static bool Uses(this LogisticCandidate candidate, FeatureEncoder encoder, Feature feature) => Uses(encoder, feature, candidate.CodesAsLevels);

    /// <summary>A logarithm tells a tree nothing that the number doesn't.</summary>
    public static bool Uses(this TreesCandidate candidate, FeatureEncoder encoder, Feature feature) =>
        feature.Form is not (FeatureForm.Log or FeatureForm.Above) && Uses(encoder, feature, candidate.CodesAsLevels);

    private static bool Uses(FeatureEncoder encoder, Feature feature, bool codesAsLevels) =>
        codesAsLevels || encoder.Columns[feature.Column].Kind != ColumnKind.Code || feature.Form is not (FeatureForm.Level or FeatureForm.Other);
}
