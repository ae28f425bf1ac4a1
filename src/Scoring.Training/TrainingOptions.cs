namespace LeadPlatform.Scoring.Training;

/// <param name="Seed">The same rows and seed give the same model, byte by byte.</param>
/// <param name="Folds">Parts on which candidates are compared, from 2 to 20.</param>
/// <param name="TrainedAt">Written into the model; given, so that the same input makes the same file.</param>
/// <param name="Threads">Candidates tried at a time; the result is the same for any number.</param>
/// <param name="Trees">Whether boosted trees are tried too, for which LightGBM must load (<see cref="BoostedTrees.AreHere"/>); else logistic regression alone.</param>
public sealed record TrainingOptions(int Seed = 1, int Folds = 5, DateTimeOffset TrainedAt = default, int Threads = 0, bool Trees = true)
{
    internal int Parallelism => Threads > 0 ? Threads : Environment.ProcessorCount;
}
