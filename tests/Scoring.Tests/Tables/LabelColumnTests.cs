using LeadPlatform.Scoring.Tables;

namespace LeadPlatform.Scoring.Tests.Tables;

public sealed class LabelColumnTests
{
    [Theory]
    [InlineData("won")]
    [InlineData("2")]
    [InlineData("last")]
    public void A_label_is_found_by_name_number_or_last(string column) => LabelColumn.Of(Rows("yes", "no"), column).Index.ShouldBe(1);

    [Theory]
    [InlineData("0.0", "1.0", "1")]
    [InlineData("no", "Yes", "Yes")]
    [InlineData("lost", "bound", "lost")]
    public void The_value_to_be_found_is_told(string first, string second, string positive) => LabelColumn.Of(Rows(first, second), "won").PositiveValue.ShouldBe(positive);

    [Fact]
    public void The_value_to_be_found_can_be_given() => LabelColumn.Of(Rows("lost", "bound"), "won", "bound").Values.ShouldBe([false, true]);

    [Fact]
    public void An_absent_column_is_refused_with_those_there() =>
        Should.Throw<ScoringException>(() => LabelColumn.Of(Rows("yes", "no"), "sold")).Message.ShouldBe("There is no column \"sold\". There are age, won.");

    [Fact]
    public void One_class_only_is_refused() => Should.Throw<ScoringException>(() => LabelColumn.Of(Rows("yes", "yes"), "won")).Message.ShouldContain("is yes in every row");

    [Fact]
    public void Three_values_are_refused() => Should.Throw<ScoringException>(() => LabelColumn.Of(Rows("a", "b", "c"), "won")).Message.ShouldContain("3 different values");

    [Fact]
    public void A_missing_label_is_refused_with_its_line() =>
        Should.Throw<ScoringException>(() => LabelColumn.Of(Rows("yes", "no", null), "won")).Message.ShouldContain("line 4");

    private static Table Rows(params string?[] labels) =>
        new(["age", "won"], [.. labels.Select(label => new[] { "40", label })], [.. labels.Select((_, row) => row + 2)]);
}
