using LeadPlatform.Scoring.Measuring;

namespace LeadPlatform.Scoring.Models;

/// <summary>Where a model comes from.</summary>
/// <param name="TrainedAt">As the caller gave it.</param>
/// <param name="Seed">Of folds and trees: the same rows and seed give the same model.</param>
/// <param name="Label">Name of the label's column.</param>
/// <param name="LabelIndex">Its place in the training file, from 0, for files without names.</param>
/// <param name="PositiveValue">The label's value that is to be found.</param>
/// <param name="Chosen">What cross-validation chose, in words.</param>
/// <param name="CrossValidated">Means over the folds the choice was made on; the choice itself flatters them a little.</param>
public sealed record ModelInfo(DateTimeOffset TrainedAt, int Seed, string Label, int LabelIndex, string PositiveValue, string Chosen, Measures CrossValidated);
