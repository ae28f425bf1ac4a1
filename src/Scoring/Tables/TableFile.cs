using System.Text;

namespace LeadPlatform.Scoring.Tables;

/// <param name="Header">Whether the first record names the columns.</param>
/// <param name="Delimiter">Null: told from the first lines (tab, comma, semicolon or bar).</param>
/// <param name="MaximumRows">More are refused.</param>
/// <param name="MaximumColumns">More are refused.</param>
/// <param name="MaximumFieldLength">In characters; longer fields are refused.</param>
/// <param name="KnownNames">Names that make a first record a header wherever one of them stands in it, such as the label's or a model's.</param>
public sealed record TableOptions(
    HeaderLine Header = HeaderLine.Auto,
    char? Delimiter = null,
    int MaximumRows = 5_000_000,
    int MaximumColumns = 10_000,
    int MaximumFieldLength = 100_000,
    IReadOnlyCollection<string>? KnownNames = null);

/// <summary>Reads delimited text files (UTF-8).</summary>
public static class TableFile
{
    private const int SniffedLines = 50;

    /// <exception cref="ScoringException">The file is absent, empty, ragged or too large; the message names the line.</exception>
    public static Table Read(string path, TableOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(path))
            throw new ScoringException($"{path}: there is no such file.");
        try
        {
            using var sniffed = new StreamReader(path, Encoding.UTF8);
            List<string> lines = [];
            while (lines.Count < SniffedLines && sniffed.ReadLine() is { } line)
                lines.Add(line);
            using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
            return Read(reader, options?.Delimiter ?? Delimiters.Of(lines), options ?? new TableOptions(), cancellationToken);
        }
        catch (ScoringException failure)
        {
            throw new ScoringException($"{path}, {failure.Message}", failure);
        }
    }

    private static Table Read(TextReader text, char delimiter, TableOptions options, CancellationToken cancellationToken)
    {
        var records = new Records(text, delimiter, options.MaximumFieldLength);
        var first = records.Next() ?? throw new ScoringException("line 1: the file is empty.");
        var firstLine = records.Line;
        if (first.Count > options.MaximumColumns)
            throw new ScoringException($"line {firstLine}: {first.Count} columns are more than the {options.MaximumColumns} allowed.");
        List<string?[]> rows = [];
        List<int> rowLines = [];
        while (records.Next() is { } record)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (record.Count != first.Count)
                throw new ScoringException($"line {records.Line}: {record.Count} fields where line {firstLine} has {first.Count}.");
            if (rows.Count == options.MaximumRows)
                throw new ScoringException($"line {records.Line}: more than the {options.MaximumRows} rows allowed.");
            rows.Add([.. record.Select(Cell.Of)]);
            rowLines.Add(records.Line);
        }

        var isHeader = options.Header switch
        {
            HeaderLine.Present => true,
            HeaderLine.Absent => false,
            _ => first.Any(name => options.KnownNames?.Contains(name.Trim()) == true) || Headers.IsHeader(first, rows),
        };
        if (!isHeader)
        {
            rows.Insert(0, [.. first.Select(Cell.Of)]);
            rowLines.Insert(0, firstLine);
            return new Table(null, rows, rowLines);
        }

        return new Table(Names(first, firstLine), rows, rowLines);
    }

    private static List<string> Names(List<string> first, int line)
    {
        var names = first.Select(name => name.Trim()).ToList();
        var doubled = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return doubled is null ? names : throw new ScoringException($"line {line}: {doubled.Count()} columns are named \"{doubled.Key}\".");
    }
}
