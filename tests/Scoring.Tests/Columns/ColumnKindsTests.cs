using System.Globalization;
using LeadPlatform.Scoring.Columns;

namespace LeadPlatform.Scoring.Tests.Columns;

public sealed class ColumnKindsTests
{
    [Fact]
    public void Words_are_categorical() => Kind("channel", row => row % 3 == 0 ? "form" : "call").ShouldBe(ColumnKind.Categorical);

    [Fact]
    public void Few_whole_numbers_are_codes() => Kind("subtype", row => $"{row % 7}").ShouldBe(ColumnKind.Code);

    [Fact]
    public void Numbers_with_fractions_are_numeric() => Kind("minutes", row => (row * 0.37 % 11).ToString(CultureInfo.InvariantCulture)).ShouldBe(ColumnKind.Numeric);

    [Fact]
    public void A_number_of_the_row_is_dropped_by_its_name() => Kind("Lead Number", row => $"{row * 7919 % 100003}").ShouldBe(ColumnKind.Dropped);

    [Fact]
    public void A_number_of_the_row_is_used_where_it_is_kept() =>
        ColumnKinds.Of("Lead Number", [.. Enumerable.Range(0, 200).Select(row => $"{5000 + row * 3}")], kept: true).Kind.ShouldBe(ColumnKind.Numeric);

    [Fact]
    public void A_counter_is_dropped_whatever_its_name() => Kind("n", row => $"{5000 - row}").ShouldBe(ColumnKind.Dropped);

    [Fact]
    public void Words_that_name_rows_are_dropped() => Kind("prospect", row => $"id-{row:x8}").ShouldBe(ColumnKind.Dropped);

    [Fact]
    public void One_value_only_is_dropped() => Kind("country", _ => "US").ShouldBe(ColumnKind.Dropped);

    [Fact]
    public void One_value_and_missing_ones_are_kept() => Kind("country", row => row % 2 == 0 ? "US" : null).ShouldBe(ColumnKind.Categorical);

    private static ColumnKind Kind(string name, Func<int, string?> cell) => ColumnKinds.Of(name, [.. Enumerable.Range(0, 200).Select(cell)]).Kind;
}
