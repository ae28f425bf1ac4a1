using System.Text.Json;
using System.Text.Unicode;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Importing.Mapping;
using LeadPlatform.DataService.Importing.Reading;

namespace LeadPlatform.DataService.Importing.Running;

/// <summary>Makes leads of the rows of one file, by the rules of the API.</summary>
internal sealed class RowIntake
{
    private static readonly FieldError Broken = new("", "broken", $"The row can't be read: a quote that is never closed, or more than {RowScanner.MaxRowBytes} bytes.");
    private static readonly FieldError Encoding = new("", "encoding", "The row is not text in UTF-8.");
    private static readonly FieldError NoObject = new("", "json", "The row is not a JSON object.");
    private static readonly FieldError Width = new("", "columns", "The row has more fields than the header.");

    private readonly CaptureIntake _intake;
    private readonly CaptureOrigin _origin;
    private readonly LeadMapping? _mapping;
    private readonly int _columns;
    private readonly CsvRow? _csv;
    private readonly JsonRow? _json;
    private readonly RowScanner _rows;

    public RowIntake(CaptureIntake intake, CaptureOrigin origin, LeadMapping? mapping, string format, IReadOnlyList<string> columns, RowScanner rows)
    {
        (_intake, _origin, _mapping, _columns, _rows) = (intake, origin, mapping, columns.Count, rows);
        if (format == FileFacts.Csv)
            _csv = new CsvRow(rows);
        else if (mapping is not null)
            _json = new JsonRow(columns);
    }

    /// <summary>The scanner's row as a lead; null where <paramref name="errors"/> holds why it is refused.</summary>
    public CapturedLead? Read(List<FieldError> errors)
    {
        if (Row(errors) is { } row)
            return _intake.Accept(_mapping!.ToLead(row), _origin, errors);
        if (errors.Count > 0)
            return null;
        var (lead, refusal) = _intake.Read(_rows.Row, _origin, exported: true);
        if (refusal is not null)
            errors.AddRange(refusal.Errors ?? [new FieldError("", refusal.Code, refusal.Detail)]);
        return lead;
    }

    /// <summary>What the fields of the row would be; empty where it can't be read.</summary>
    public Dictionary<string, string> Values() => _mapping is not null && Row([]) is { } row ? _mapping.Values(row) : [];

    private SourceRow? Row(List<FieldError> errors)
    {
        if (_rows.IsBroken)
            errors.Add(Broken);
        else if (!Utf8.IsValid(_rows.Row))
            errors.Add(Encoding);
        else if (_csv is not null && _rows.FieldCount > _columns)
            errors.Add(Width);
        else if (_csv is not null)
            return _csv;
        else if (_json is not null)
            return ReadJson(errors);
        return null;
    }

    private JsonRow? ReadJson(List<FieldError> errors)
    {
        try
        {
            _json!.Read(_rows.Row);
            return _json;
        }
        catch (JsonException)
        {
            errors.Add(NoObject);
            return null;
        }
    }
}
