using System.IO.Pipelines;
using System.Text;
using FsCheck.Xunit;
using LeadPlatform.DataService.Importing;
using LeadPlatform.DataService.Importing.Reading;

namespace LeadPlatform.DataService.Tests.Importing;

public sealed class RowScannerTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "a|b", "c|d")]
    [InlineData("a,b\r\nc,d", "a|b", "c|d")]
    [InlineData("a,\"b\n\"\"c\"\"\",d\r\n", "a|b\n\"c\"|d")]
    [InlineData("\n\r\na,,\n\n", "a||")]
    [InlineData("5\" pipe,\"x\"y,z", "5\" pipe|x|z")]
    [InlineData("a,b,", "a|b|")]
    public void Rows_and_fields_are_found(string csv, params string[] rows) => Read(csv).ShouldBe(rows);

    [Fact]
    public void A_quote_that_is_never_closed_breaks_its_own_line_only()
    {
        using var scanner = Scanner("a,b\n\"c,d\ne,f\n");
        scanner.TryRead().ShouldBeTrue();
        scanner.TryRead().ShouldBeTrue();
        scanner.IsBroken.ShouldBeTrue();
        scanner.TryRead().ShouldBeTrue();
        Text(scanner).ShouldBe("e|f");
        scanner.TryRead().ShouldBeFalse();
    }

    [Fact]
    public void A_row_that_is_too_long_is_broken_and_those_after_it_are_read()
    {
        using var scanner = Scanner($"a,b\n\"{new string('x', RowScanner.MaxRowBytes)}\ny\n\nz,1\n");
        scanner.TryRead().ShouldBeTrue();
        scanner.TryRead().ShouldBeTrue();
        scanner.IsBroken.ShouldBeTrue();
        while (scanner.TryRead() && Text(scanner) != "z|1")
        {
        }

        Text(scanner).ShouldBe("z|1");
    }

    [Fact]
    public void Reading_begins_again_at_any_position_it_has_named()
    {
        var csv = "h\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"\"row {i}\r\n\",{new string('x', i)}\r\n"));
        using var whole = Scanner(csv);
        var from = new List<(long Position, string Row)>();
        for (var position = whole.Position; whole.TryRead(); position = whole.Position)
            from.Add((position, Text(whole)));
        foreach (var (position, row) in from)
        {
            using var part = new RowScanner(new MemoryStream(Encoding.UTF8.GetBytes(csv)[(int)position..]), position, ',');
            part.TryRead().ShouldBeTrue();
            Text(part).ShouldBe(row);
        }
    }

    [Property]
    public void What_is_written_as_csv_is_read_back(string?[] fields)
    {
        string[] row = ["first", .. fields.Select(field => new string((field ?? "").Where(character => !char.IsSurrogate(character)).ToArray()))];
        using var stream = new MemoryStream();
        var output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        new CsvWriter(output).Row(row);
        output.Complete();
        using var scanner = Scanner(Encoding.UTF8.GetString(stream.ToArray()));

        scanner.TryRead().ShouldBeTrue();
        scanner.FieldCount.ShouldBe(row.Length);
        byte[] scratch = [];
        for (var i = 0; i < row.Length; i++)
            Encoding.UTF8.GetString(scanner.Field(i, ref scratch)).ShouldBe(row[i] is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + row[i] : row[i]);
        scanner.TryRead().ShouldBeFalse();
    }

    private static RowScanner Scanner(string csv) => new(new MemoryStream(Encoding.UTF8.GetBytes(csv)), 0, ',');

    private static string[] Read(string csv)
    {
        using var scanner = Scanner(csv);
        var rows = new List<string>();
        while (scanner.TryRead())
            rows.Add(Text(scanner));
        return [.. rows];
    }

    private static string Text(RowScanner scanner)
    {
        byte[] scratch = [];
        var fields = new List<string>();
        for (var i = 0; i < scanner.FieldCount; i++)
            fields.Add(Encoding.UTF8.GetString(scanner.Field(i, ref scratch)));
        return string.Join('|', fields);
    }
}
