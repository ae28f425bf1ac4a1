using System.Text;
using System.Text.Json;

namespace LeadPlatform.DataService.Importing.Reading;

/// <summary>What a file shows of itself.</summary>
/// <param name="Format">csv or jsonl.</param>
/// <param name="Delimiter">Of CSV: the one of comma, semicolon, tab and bar that the header holds most of.</param>
/// <param name="Columns">Of CSV: the header. Of JSON Lines: the paths of the members that the first lines have.</param>
/// <param name="Position">Where the first row begins.</param>
/// <param name="AreLeads">JSON Lines whose lines have the shape of the API.</param>
internal sealed record FileFacts(string Format, bool Packed, char Delimiter, string[] Columns, long Position, bool AreLeads)
{
    public const string Csv = "csv";
    public const string JsonLines = "jsonl";

    private const int SampleLines = 100;
    private const int MaxColumns = 1_000;

    /// <summary>What scanner the rows need.</summary>
    public static char? ScannerDelimiter(string format, char delimiter) => format == Csv ? delimiter : null;

    /// <param name="open">Opens the file at its start.</param>
    /// <returns>The facts; or why the file is none that can be imported.</returns>
    public static (FileFacts? Facts, string? Wrong) Read(Func<Stream> open)
    {
        var packed = IsPacked(open);
        try
        {
            using var file = ImportFile.Open(open(), packed, null, 0);
            if (!file.Rows.TryRead())
                return (null, "The file is empty.");
            var first = file.Rows.Row;
            var bom = first.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            if (first.Contains((byte)0) || file.Rows.IsBroken || !System.Text.Unicode.Utf8.IsValid(first))
                return (null, "The file is not text in UTF-8; save it as CSV UTF-8 or JSON Lines.");
            return first[bom..].TrimStart(" \t"u8).StartsWith("{"u8) ? (OfJsonLines(file, packed, bom), null) : OfCsv(open, packed, bom, first[bom..]);
        }
        catch (InvalidDataException)
        {
            return (null, "The file begins as gzip but can't be unpacked.");
        }
    }

    private static bool IsPacked(Func<Stream> open)
    {
        Span<byte> magic = stackalloc byte[2];
        using var file = open();
        return file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
    }

    private static (FileFacts?, string?) OfCsv(Func<Stream> open, bool packed, int bom, ReadOnlySpan<byte> header)
    {
        var delimiter = ',';
        foreach (var candidate in ";\t|")
        {
            if (header.Count((byte)candidate) > header.Count((byte)delimiter))
                delimiter = candidate;
        }

        // Again, now with fields: a name may hold a line break.
        using var file = ImportFile.Open(open(), packed, delimiter, bom);
        if (!file.Rows.TryRead() || file.Rows.IsBroken || file.Rows.FieldCount > MaxColumns)
            return (null, $"The first line is no header: it needs the names of the columns, at most {MaxColumns}.");
        var columns = new string[file.Rows.FieldCount];
        byte[] scratch = [];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = Encoding.UTF8.GetString(file.Rows.Field(i, ref scratch)).Trim();
        return (new FileFacts(Csv, packed, delimiter, columns, file.Rows.Position, AreLeads: false), null);
    }

    private static FileFacts OfJsonLines(ImportFile file, bool packed, int bom)
    {
        var columns = new List<string>();
        var (lines, leads) = (0, 0);
        do
        {
            lines++;
            try
            {
                var line = file.Rows.Row;
                var reader = new Utf8JsonReader(lines == 1 ? line[bom..] : line);
                using var json = JsonDocument.ParseValue(ref reader);
                if (json.RootElement.ValueKind != JsonValueKind.Object)
                    continue;
                leads += IsObject(json.RootElement, "contact") && IsObject(json.RootElement, "consent") ? 1 : 0;
                JsonRow.Walk(json.RootElement, "", (path, _) =>
                {
                    if (columns.Count < MaxColumns && !columns.Contains(path))
                        columns.Add(path);
                });
            }
            catch (JsonException)
            {
                // This row will be refused; the others tell what the columns are.
            }
        }
        while (lines < SampleLines && file.Rows.TryRead());

        return new FileFacts(JsonLines, packed, '\n', [.. columns], bom, leads * 2 > lines);
    }

    private static bool IsObject(JsonElement element, string name) => element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object;
}
