using LeadPlatform.Scoring.Columns;
using LeadPlatform.Scoring.Models;
using LeadPlatform.Scoring.Tables;
using LeadPlatform.Scoring.Training;

namespace LeadPlatform.Scoring.Tests.Training;

public sealed class TrainingTests(SharedModel shared)
{
    private static string Data => DataFolder();

    [Fact]
    public void Columns_that_say_nothing_weigh_little()
    {
        shared.Model.Columns[0].Kind.ShouldBe(ColumnKind.Dropped);
        var weights = shared.Data.Rows.Select(shared.Model.Contributions).ToList();
        Mean(3).ShouldBeLessThan(0.3 * Mean(1));

        double Mean(int column) => weights.Average(row => Math.Abs(row[column]));
    }

    [Fact]
    public void Exported_trees_give_what_lightgbm_gives()
    {
        var encoder = FeatureDesign.Of(shared.Data.Names, shared.Data.Rows, shared.Data.Excluded, shared.Data.Kept);
        var matrix = FeatureMatrix.Of(encoder, shared.Data);
        int[] features = [.. Enumerable.Range(0, encoder.Features.Count)];
        var (trees, predicted) = TreeTraining.FitWithPredictions(matrix, features, Candidates.Trees[1].Settings, seed: 1);
        for (var row = 0; row < predicted.Count; row++)
            trees.Margin(matrix.Rows[row]).ShouldBe(predicted[row], 1e-3);
    }

    [Fact]
    public void Leaving_out_unused_features_changes_no_score()
    {
        var encoder = FeatureDesign.Of(shared.Data.Names, shared.Data.Rows, shared.Data.Excluded, shared.Data.Kept);
        var other = encoder.Features.ToList().FindIndex(feature => feature.Form == FeatureForm.Other);
        var whole = shared.Model.Content with { Features = encoder.Features, Trees = null, ShareOfLogistic = 1, Logistic = new LogisticPart(-1, [other], [3], [0]) };
        var (before, after) = (new ScoringModel(whole), new ScoringModel(whole.Pruned()));
        foreach (var row in shared.Data.Rows)
            after.Probability(row).ShouldBe(before.Probability(row));
        after.Probability(["1", "40", "pigeon", "red"]).ShouldBe(before.Probability(["1", "40", "pigeon", "red"]));
    }

    [Fact]
    public void Rows_without_a_pattern_get_the_share_of_positives()
    {
        var table = new Table(["a", "b"], [.. Enumerable.Range(0, 60).Select(row => new[] { row % 2 == 0 ? "x" : "y", row % 4 < 2 ? "1" : "0" })], [.. Enumerable.Range(2, 60)]);
        ModelTraining.Train(TrainingRows.Of(table, "b"), new TrainingOptions(Folds: 2)).Probability(["x"]).ShouldBe(0.5, 0.1);
    }

    [Fact]
    public void Folds_hold_each_class_evenly()
    {
        bool[] labels = [.. Enumerable.Range(0, 103).Select(row => row % 5 == 0)];
        var folds = Folds.Of(labels, 5, seed: 1);
        var sizes = folds.GroupBy(fold => fold).Select(group => group.Count()).ToList();
        (sizes.Max() - sizes.Min()).ShouldBeLessThanOrEqualTo(1);
        folds.Where((_, row) => labels[row]).GroupBy(fold => fold).Select(group => group.Count()).ShouldAllBe(count => count == 4 || count == 5);
    }

    [Fact]
    public void Too_few_rows_of_a_class_are_refused()
    {
        var table = new Table(["a", "b"], [.. Enumerable.Range(0, 40).Select(row => new[] { $"{row % 7}", row < 3 ? "1" : "0" })], [.. Enumerable.Range(2, 40)]);
        Should.Throw<ScoringException>(() => TrainingRows.Of(table, "b")).Message.ShouldContain("3 of 40 rows are 1; at least 10 of either class are needed");
    }

    [Fact]
    public void A_third_of_the_coil_customers_finds_buyers_by_a_model_of_the_others()
    {
        var rows = TrainingRows.Of(TableFile.Read(Path.Combine(Data, "coil2000", "train.tsv")), "last");
        var measured = CrossValidation.Measure(rows, folds: 3, new TrainingOptions(Folds: 2), only: [0]);
        Figure($"coil, 1 fold of 3: found in the best 20 % {measured.Mean.Found20:0.000}, AUC {measured.Mean.Auc:0.000}");
        measured.Mean.Found20.ShouldBeGreaterThan(0.43);
        measured.Mean.Auc.ShouldBeGreaterThan(0.71);
        measured.Mean.Brier.ShouldBeLessThan(0.057);
    }

    [Fact]
    public void A_fifth_of_the_x_education_leads_is_ranked_and_calibrated_by_a_model_of_the_others()
    {
        string[] later = ["Tags", "Lead Quality", "Lead Profile", "Asymmetrique Activity Index", "Asymmetrique Profile Index", "Asymmetrique Activity Score", "Asymmetrique Profile Score",
            "Last Activity", "Last Notable Activity"];
        var rows = TrainingRows.Of(TableFile.Read(Path.Combine(Data, "x-education", "leads.csv")), "Converted", later);
        var measured = CrossValidation.Measure(rows, folds: 5, new TrainingOptions(Folds: 2), only: [0]);
        Figure($"x-education, 1 fold of 5: AUC {measured.Mean.Auc:0.000}, Brier {measured.Mean.Brier:0.000}");
        measured.Mean.Auc.ShouldBeGreaterThan(0.85);
        measured.Mean.Brier.ShouldBeLessThan(0.15);
    }

    private static void Figure(string text) => Console.WriteLine($"  | {text}");

    private static string DataFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "..", "shared", "data");
            if (File.Exists(Path.Combine(folder.FullName, "LeadPlatform.sln")))
            {
                Assert.SkipUnless(Directory.Exists(data), "The public data sets aren't in ../shared/data beside the repository (docs/qualification.md).");
                return data;
            }
        }

        throw new DirectoryNotFoundException("The tests run inside the repository.");
    }
}
