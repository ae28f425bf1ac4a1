using LeadPlatform.Scoring;
using LeadPlatform.Scoring.Leads;
using LeadPlatform.Scoring.Measuring;
using LeadPlatform.Scoring.Models;
using LeadPlatform.Scoring.Training;

namespace LeadPlatform.DataService.Models;

/// <summary>A model, and what it and the one in use are worth on leads that came after all it was trained on.</summary>
/// <param name="AgainstLogLoss">Null for points, which are no probabilities.</param>
internal sealed record TrainedModel(ScoringModel Model, int Leads, int Bound, int HeldBack, Measures Measures, double AgainstAuc, double? AgainstLogLoss)
{
    /// <summary>Against a model by log-loss, which judges order and probabilities; against points by order alone.</summary>
    public bool IsBetter => AgainstLogLoss is { } loss ? Measures.LogLoss < loss : Measures.Auc > AgainstAuc;
}

/// <summary>Trains on the older leads and measures on the newer. Pure: the same leads, the same model.</summary>
internal static class LeadTraining
{
    private const int Seed = 1;

    /// <param name="outcomes">Whose outcome is known, oldest first.</param>
    /// <param name="current">The model in use; null for points.</param>
    /// <param name="trees">Whether boosted trees are tried; see <see cref="BoostedTrees.AreHere"/>.</param>
    /// <exception cref="ScoringException">There are too few leads of a kind.</exception>
    public static TrainedModel Train(IReadOnlyList<LeadOutcome> outcomes, double heldBack, ScoringModel? current, bool trees, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var cut = (int)(outcomes.Count * (1 - heldBack));
        var (older, newer) = (outcomes.Take(cut).ToList(), outcomes.Skip(cut).ToList());
        var labels = newer.ConvertAll(lead => lead.Bound is true);
        if (labels.TrueForAll(label => label) || !labels.Contains(true))
            throw new ScoringException($"The newest {newer.Count} leads are of one kind only; a model can't be measured on them.");

        var table = LeadTable.Of([.. older.Select(lead => (lead.Facts, lead.Bound is true))]);
        var rows = TrainingRows.Of(table, LeadTable.Label, positive: "yes");
        // One core at a time: this machine has other work.
        var model = ModelTraining.Train(rows, new TrainingOptions(Seed, TrainedAt: now, Threads: 1, Trees: trees), cancellationToken: cancellationToken);

        var measures = Measures.Of(Probabilities(model, newer), labels);
        var against = current is null ? newer.ConvertAll(lead => (lead.Points ?? 0) / 100.0) : Probabilities(current, newer);
        return new TrainedModel(
            model, older.Count, older.Count(lead => lead.Bound is true), newer.Count, measures, Ranking.Auc(against, labels), current is null ? null : Scoring.Measuring.Probabilities.LogLoss(against, labels));
    }

    public static List<double> Probabilities(ScoringModel model, IEnumerable<LeadOutcome> leads) => [.. leads.Select(lead => model.Probability(LeadCells.For(model, lead.Facts)))];
}
