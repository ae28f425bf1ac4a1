using LeadPlatform.Scoring.Tables;

namespace LeadPlatform.Scoring.Tests.Tables;

public sealed class TableFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a\tb\n1\t2\n")]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a;b\n1;2\n")]
    [InlineData("a|b\r\n1|2\r\n")]
    public void The_delimiter_and_the_header_are_told_from_the_file(string text)
    {
        var table = Read(text);
        table.Header.ShouldBe(["a", "b"]);
        table.Rows.ShouldHaveSingleItem().ShouldBe(["1", "2"]);
    }

    [Fact]
    public void A_file_of_numbers_has_no_header()
    {
        var table = Read("1,2\n3,4\n");
        table.Header.ShouldBeNull();
        table.Rows.Count.ShouldBe(2);
        table.Names.ShouldBe(["column 1", "column 2"]);
    }

    [Fact]
    public void Words_that_come_again_below_are_no_header() => Read("red,yes\nred,no\nblue,yes\n").Header.ShouldBeNull();

    [Fact]
    public void Quotes_may_hold_delimiters_quotes_and_line_breaks() =>
        Read("a,b\n\"x, \"\"y\"\"\n z\",2\n").Rows.ShouldHaveSingleItem().ShouldBe(["x, \"y\"\n z", "2"]);

    [Fact]
    public void Missing_values_are_null() => Read("a,b,c\n,NA,5\n").Rows.ShouldHaveSingleItem().ShouldBe([null, null, "5"]);

    [Theory]
    [InlineData("", "line 1: the file is empty")]
    [InlineData("a,b\n1,2\n\n3\n", "line 4: 1 fields where line 1 has 2")]
    [InlineData("a,a\n1,2\n", "line 1: 2 columns are named \"a\"")]
    [InlineData("a,b\n\"1,2\n", "line 2: a quote is opened and never closed")]
    public void A_bad_file_is_refused_with_its_line(string text, string message) =>
        Should.Throw<ScoringException>(() => Read(text, HeaderLine.Present)).Message.ShouldContain(message);

    [Fact]
    public void More_rows_than_allowed_are_refused() =>
        Should.Throw<ScoringException>(() => TableFile.Read(_folder.Write("many.csv", "a\n1\n2\n3\n"), new TableOptions(MaximumRows: 2))).Message.ShouldContain("line 4: more than the 2 rows");

    private Table Read(string text, HeaderLine header = HeaderLine.Auto) => TableFile.Read(_folder.Write("table.txt", text), new TableOptions(header));
}
