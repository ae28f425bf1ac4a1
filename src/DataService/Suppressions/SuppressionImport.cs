using LeadPlatform.Contracts.Suppressions;
using LeadPlatform.DataService.Contacts;

namespace LeadPlatform.DataService.Suppressions;

/// <summary>What has been read of a list so far.</summary>
internal sealed class SuppressionImport(ContactKeys keys, SuppressionOptions options)
{
    private readonly HashSet<SuppressedValue> _values = [];
    private readonly List<RefusedLine> _errors = [];
    private ImportColumns? _columns;
    private int _lines;
    private int _given;
    private int _refused;

    public IReadOnlyCollection<SuppressedValue> Values => _values;

    /// <summary>Reads a line.</summary>
    /// <param name="text">Null where the line is too long.</param>
    /// <returns>False where the list has too many values.</returns>
    public bool TryAdd(int number, string? text)
    {
        if (_columns is null)
        {
            var header = text is null ? null : ImportColumns.OfHeader(text);
            _columns = header ?? ImportColumns.OfPlain;
            if (header is not null)
                return true;
        }

        if (text is not null && string.IsNullOrWhiteSpace(text))
            return true;
        _lines++;
        if (text is null)
            Refuse(number, "too_long", $"A line is at most {ImportLines.MaxLineBytes} bytes.");
        else
            AddValues(number, text);
        return _values.Count <= options.MaxImportValues;
    }

    /// <param name="added">Values that were not in force before.</param>
    public SuppressionImportView ToView(int added) => new(_lines, added, _given - added, _refused, _errors);

    private void AddValues(int number, string text)
    {
        var values = _columns!.ValuesOf(text).Select(field => SuppressedValue.Of(field, keys)).ToList();
        if (values.Count == 0)
            Refuse(number, "required", "Holds no value.");
        else if (values.Contains(null))
            Refuse(number, "format", "Holds a value that is neither a phone number, with area code, nor an e-mail address.");
        foreach (var value in values.OfType<SuppressedValue>())
        {
            _given++;
            _values.Add(value);
        }
    }

    private void Refuse(int number, string code, string message)
    {
        _refused++;
        if (_errors.Count < options.MaxImportErrors)
            _errors.Add(new RefusedLine(number, code, message));
    }
}
