using System.Globalization;
using System.Text;

namespace LeadPlatform.DataService.Importing.Mapping;

/// <summary>
/// What fills a field: text with columns in braces, <c>{First name}</c>, <c>lead-{Id}@example.com</c>, <c>auto</c>. <c>{Born|MM/dd/yyyy}</c> reads a date or
/// time that is written in that (.NET) format; <c>{{</c> is a brace.
/// </summary>
internal sealed class Template
{
    private readonly List<Part> _parts = [];

    private Template()
    {
    }

    /// <summary>A column that the file has not; null where it has all.</summary>
    public string? MissingColumn { get; private set; }

    public static Template Parse(string text, IReadOnlyDictionary<string, int> columns)
    {
        var template = new Template();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var doubled = i + 1 < text.Length && text[i + 1] == text[i] && text[i] is '{' or '}';
            var close = text[i] == '{' && !doubled ? text.IndexOf('}', i) : -1;
            if (close < 0)
            {
                literal.Append(text[i]);
                i += doubled ? 1 : 0;
                continue;
            }

            if (literal.Length > 0)
                template._parts.Add(new Part(literal.ToString(), -1, null));
            literal.Clear();
            template.AddColumn(text[(i + 1)..close], columns);
            i = close;
        }

        if (literal.Length > 0)
            template._parts.Add(new Part(literal.ToString(), -1, null));
        return template;
    }

    /// <summary>The value; empty where a column it needs is empty.</summary>
    public string Fill(Reading.SourceRow row)
    {
        if (_parts is [var only])
            return ValueOf(only, row);
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            var value = ValueOf(part, row);
            if (value.Length == 0)
                return "";
            text.Append(value);
        }

        return text.ToString();
    }

    private void AddColumn(string inside, IReadOnlyDictionary<string, int> columns)
    {
        // The whole text may be a column with a bar in its name.
        var bar = columns.ContainsKey(inside.Trim()) ? -1 : inside.LastIndexOf('|');
        var name = (bar < 0 ? inside : inside[..bar]).Trim();
        if (!columns.TryGetValue(name, out var column))
            MissingColumn ??= name;
        _parts.Add(new Part(null, column, bar < 0 ? null : inside[(bar + 1)..].Trim()));
    }

    private static string ValueOf(Part part, Reading.SourceRow row)
    {
        if (part.Literal is { } literal)
            return literal;
        var value = row.Value(part.Column);
        if (part.Format is not { } format || value.Length == 0)
            return value;
        // What does not fit is left as it is: the rules refuse it in their own words.
        if (!DateTimeOffset.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return value;
        return format.Contains('H', StringComparison.Ordinal) || format.Contains('h', StringComparison.Ordinal)
            ? time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
            : time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private readonly record struct Part(string? Literal, int Column, string? Format);
}
