using FsCheck.Xunit;
using LeadPlatform.Scoring.Measuring;
using LeadPlatform.Scoring.Models;

namespace LeadPlatform.Scoring.Tests.Measuring;

public sealed class MeasuresTests
{
    [Fact]
    public void A_known_ranking_has_the_auc_counted_by_hand() => Ranking.Auc([0.9, 0.8, 0.7, 0.6], [true, false, true, false]).ShouldBe(0.75);

    [Fact]
    public void Equal_scores_have_an_auc_of_a_half() => Ranking.Auc([0.5, 0.5, 0.5], [true, false, false]).ShouldBe(0.5);

    [Fact]
    public void Equal_scores_find_what_chance_finds() => Ranking.ShareFound([.. Enumerable.Repeat(0.3, 100)], [.. Enumerable.Range(0, 100).Select(row => row < 20)], 0.2).ShouldBe(0.2, 1e-9);

    [Fact]
    public void The_best_part_finds_what_stands_in_it()
    {
        bool[] labels = [true, false, true, false, false, false, false, false, false, true];
        double[] scores = [.. Enumerable.Range(0, 10).Select(row => 1 - row * 0.1)];
        Ranking.ShareFound(scores, labels, 0.2).ShouldBe(1 / 3.0, 1e-9);
        Ranking.Lift(scores, labels, 0.2).ShouldBe(5 / 3.0, 1e-9);
    }

    [Fact]
    public void Brier_and_log_loss_are_those_counted_by_hand()
    {
        Probabilities.Brier([0.8, 0.4], [true, false]).ShouldBe(0.1, 1e-9);
        Probabilities.LogLoss([0.5, 0.5], [true, false]).ShouldBe(Math.Log(2), 1e-9);
    }

    [Fact]
    public void One_class_only_is_refused() => Should.Throw<ScoringException>(() => Measures.Of([0.5, 0.6], [true, true]));

    [Fact]
    public void A_calibration_table_parts_rows_into_tenths()
    {
        var table = CalibrationTable.Of([.. Enumerable.Range(0, 100).Select(row => row / 100.0)], [.. Enumerable.Range(0, 100).Select(row => row >= 50)]);
        table.Select(bin => bin.Rows).ShouldBe(Enumerable.Repeat(10, 10));
        table[0].Happened.ShouldBe(0);
        table[9].Happened.ShouldBe(1);
    }

    [Property]
    public bool Psi_of_the_same_distribution_is_0(byte[] counts)
    {
        var shares = Shares(counts);
        return Math.Abs(PopulationStability.Index(shares, shares)) < 1e-12;
    }

    [Property]
    public bool Psi_is_never_negative(byte[] before, byte[] now)
    {
        var bins = Math.Min(before.Length, now.Length);
        return PopulationStability.Index(Shares(before[..bins]), Shares(now[..bins])) >= -1e-12;
    }

    [Fact]
    public void A_column_that_moved_drifts_and_the_same_one_does_not()
    {
        double[] before = [.. Enumerable.Range(0, 1000).Select(row => row % 97 * 1.5)];
        var distribution = ColumnDistribution.OfNumbers(before);
        distribution.Drift(before).ShouldBe(0, 1e-9);
        distribution.Drift([.. before.Select(number => number + 60)]).ShouldBeGreaterThan(0.25);
        ColumnDistribution.OfWords(["a", "a", "b"]).Drift(["c", "c", null]).ShouldBeGreaterThan(0.25);
    }

    [Property]
    public bool Isotonic_calibration_never_falls(int[] margins, int seed)
    {
        if (margins.Length == 0)
            return true;
        var random = new Random(seed);
        var isotonic = Isotonic.Fit([.. margins.Select(margin => margin / 100.0)], [.. margins.Select(_ => random.Next(2) == 0)]);
        double[] chances = [.. margins.Select(margin => margin / 100.0).Order().Select(isotonic.Of)];
        return chances.Zip(chances.Skip(1)).All(pair => pair.Second >= pair.First) && chances.All(chance => chance is > 0 and < 1);
    }

    [Fact]
    public void Platt_finds_the_curve_the_rows_were_drawn_from()
    {
        var random = new Random(3);
        double[] margins = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble() * 6 - 3)];
        var platt = Platt.Fit(margins, [.. margins.Select(margin => random.NextDouble() < 1 / (1 + Math.Exp(-(0.5 * margin - 1))))]);
        platt.Slope.ShouldBe(0.5, 0.05);
        platt.Intercept.ShouldBe(-1, 0.08);
    }

    private static double[] Shares(byte[] counts)
    {
        var sum = Math.Max(1, counts.Sum(count => count));
        return [.. counts.Select(count => count / (double)sum)];
    }
}
