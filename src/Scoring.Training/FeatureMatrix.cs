using LeadPlatform.Scoring.Columns;

namespace LeadPlatform.Scoring.Training;

/// <summary>Encoded rows with their labels.</summary>
/// <param name="Rows">One vector a row; all of the same length.</param>
/// <param name="Labels">True for those to be found.</param>
internal sealed record FeatureMatrix(float[][] Rows, IReadOnlyList<bool> Labels)
{
    public static FeatureMatrix Of(FeatureEncoder encoder, TrainingRows data) => new([.. data.Rows.Select(row =>
    {
        var features = new float[encoder.Features.Count];
        encoder.Encode(row, features);
        return features;
    })], data.Labels);
}
