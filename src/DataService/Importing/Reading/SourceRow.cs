using System.Text;
using System.Text.Json;

namespace LeadPlatform.DataService.Importing.Reading;

/// <summary>The values of a row by the number of their column.</summary>
internal abstract class SourceRow
{
    /// <summary>The value, trimmed; empty where the row has none.</summary>
    public abstract string Value(int column);
}

internal sealed class CsvRow(RowScanner rows) : SourceRow
{
    private byte[] _scratch = [];

    public override string Value(int column)
    {
        if (column >= rows.FieldCount)
            return "";
        var text = rows.Field(column, ref _scratch).Trim(" \t"u8);
        // The apostrophe with which an export keeps spreadsheets from running a cell.
        if (text.Length > 1 && text[0] == '\'' && text[1] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@')
            text = text[1..];
        return text.IsEmpty ? "" : Encoding.UTF8.GetString(text);
    }
}

internal sealed class JsonRow : SourceRow
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly string[] _values;

    public JsonRow(IReadOnlyList<string> columns)
    {
        _values = new string[columns.Count];
        for (var i = 0; i < columns.Count; i++)
            _columns.TryAdd(columns[i], i);
    }

    public override string Value(int column) => column < _values.Length ? _values[column] : "";

    /// <exception cref="JsonException">The line is no JSON object.</exception>
    public void Read(ReadOnlySpan<byte> line)
    {
        Array.Fill(_values, "");
        var reader = new Utf8JsonReader(line);
        using var json = JsonDocument.ParseValue(ref reader);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("Not an object.");
        Walk(json.RootElement, "", (path, value) =>
        {
            if (_columns.TryGetValue(path, out var column))
                _values[column] = value;
        });
    }

    /// <summary>Names every value with its path: <c>address.city</c>; lists of texts are joined by semicolons.</summary>
    public static void Walk(JsonElement parent, string prefix, Action<string, string> found)
    {
        foreach (var member in parent.EnumerateObject())
        {
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    Walk(member.Value, $"{prefix}{member.Name}.", found);
                    break;
                case JsonValueKind.Array:
                    found(prefix + member.Name, string.Join(';', member.Value.EnumerateArray().Select(item => item.ToString())));
                    break;
                case JsonValueKind.Null:
                    break;
                default:
                    found(prefix + member.Name, member.Value.ToString());
                    break;
            }
        }
    }
}
