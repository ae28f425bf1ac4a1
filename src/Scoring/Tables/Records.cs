using System.Text;

namespace LeadPlatform.Scoring.Tables;

/// <summary>Parts text into records after RFC 4180: quotes around a field, doubled inside it, may hold delimiters and line breaks.</summary>
internal sealed class Records(TextReader text, char delimiter, int maximumFieldLength)
{
    private readonly StringBuilder _field = new();
    private int _line = 1;

    /// <summary>Line on which the record read last began, from 1.</summary>
    public int Line { get; private set; }

    /// <returns>The next record that isn't an empty line; null at the end.</returns>
    public List<string>? Next()
    {
        while (text.Peek() >= 0)
        {
            Line = _line;
            var record = Read();
            if (record is not [""])
                return record;
        }

        return null;
    }

    private List<string> Read()
    {
        List<string> fields = [];
        var quoted = false;
        _field.Clear();
        while (text.Read() is var read and >= 0)
        {
            var character = (char)read;
            if (quoted)
            {
                if (character == '"' && text.Peek() == '"')
                    Append((char)text.Read());
                else if (character == '"')
                    quoted = false;
                else
                    Append(character);
            }
            else if (character == '"' && _field.Length == 0)
                quoted = true;
            else if (character == delimiter)
                End(fields);
            else if (character == '\n')
            {
                _line++;
                break;
            }
            else if (character != '\r')
                Append(character);
            if (quoted && character == '\n')
                _line++;
        }

        if (quoted)
            throw new ScoringException($"line {Line}: a quote is opened and never closed.");
        End(fields);
        return fields;
    }

    private void Append(char character)
    {
        if (_field.Length == maximumFieldLength)
            throw new ScoringException($"line {Line}: a field is longer than {maximumFieldLength} characters.");
        _field.Append(character);
    }

    private void End(List<string> fields)
    {
        fields.Add(_field.ToString());
        _field.Clear();
    }
}
