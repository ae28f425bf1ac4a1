using System.Diagnostics;
using LeadPlatform.Scoring.Models;

namespace LeadPlatform.Scoring.Tests.Models;

public sealed class ScoringModelTests(SharedModel shared)
{
    private readonly ScoringModel _model = shared.Model;

    [Fact]
    public void Every_score_has_three_reasons_largest_first()
    {
        var score = _model.Score(["9001", "80.5", "call", "red"]);
        score.Probability.ShouldBeInRange(0.5, 1);
        score.Reasons.Count.ShouldBeInRange(2, 3);
        score.Reasons.Select(reason => Math.Abs(reason.Contribution)).ShouldBeInOrder(SortDirection.Descending);
        score.Reasons.Take(2).Select(reason => reason.Column).ShouldBe(["channel", "age"], ignoreOrder: true);
        score.Reasons.Single(reason => reason.Column == "channel").Text.ShouldMatch(@"^channel is call: raises the odds \d+\.\d+-fold$");
        score.Reasons.Single(reason => reason.Column == "age").Text.ShouldMatch(@"^age is 80\.5 \(more than \d+ % have\): raises the odds");
    }

    [Fact]
    public void What_lowers_a_score_is_told() =>
        _model.Score(["9001", "20.5", "form", "red"]).Reasons[0].Text.ShouldContain("lowers the odds");

    [Fact]
    public void Contributions_of_all_training_rows_sum_to_0_on_average()
    {
        var sums = shared.Data.Rows.Select(row => _model.Contributions(row).Sum()).Average();
        sums.ShouldBe(0, 0.01);
    }

    [Fact]
    public void Unknown_and_missing_values_are_scored() =>
        _model.Score([null, null, "pigeon", null]).Probability.ShouldBeInRange(0.001, 0.999);

    [Fact]
    public void A_row_of_another_length_is_refused() => Should.Throw<ArgumentException>(() => _model.Score(["1"]));

    [Fact]
    public void Many_threads_get_the_scores_one_gets()
    {
        var alone = shared.Data.Rows.Select(row => _model.Score(row).Probability).ToArray();
        var together = new double[alone.Length];
        Parallel.For(0, alone.Length, row => together[row] = _model.Score(shared.Data.Rows[row]).Probability);
        together.ShouldBe(alone);
    }

    [Fact]
    public void A_score_with_reasons_takes_less_than_a_millisecond()
    {
        var rows = shared.Data.Rows;
        for (var row = 0; row < rows.Count; row++)
            _model.Score(rows[row]);
        var started = Stopwatch.GetTimestamp();
        for (var row = 0; row < rows.Count; row++)
            _model.Score(rows[row]);
        var each = Stopwatch.GetElapsedTime(started) / rows.Count;
        Console.WriteLine($"  | a score with reasons: {each.TotalMicroseconds:0.0} µs");
        each.ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
    }
}
