using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Importing.Reading;

namespace LeadPlatform.DataService.Importing.Mapping;

/// <summary>A mapping made ready for the columns of one file: field of the lead to template. One row at a time.</summary>
internal sealed class LeadMapping
{
    public const int MaxFields = 200;
    public const int MaxTemplate = 10_000;

    private readonly List<(string Path, Action<LeadPost, string> Set, Template Template)> _fields = [];
    private readonly List<(string Name, DetailKind Kind, Template Template)> _details = [];
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    private LeadMapping()
    {
    }

    /// <summary>Makes a mapping ready.</summary>
    /// <param name="problems">Receives what is wrong with it: fields that do not exist, columns that the file has not, fields that must be given and are not.</param>
    public static LeadMapping Prepare(IReadOnlyDictionary<string, string> fields, IReadOnlyList<string> columns, List<FieldError> problems)
    {
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < columns.Count; i++)
            numbers.TryAdd(columns[i], i);
        var mapping = new LeadMapping();
        if (fields.Count > MaxFields)
            problems.Add(new FieldError("mapping", "too_many", $"At most {MaxFields} fields."));
        foreach (var (path, text) in fields.Take(MaxFields))
        {
            var template = Template.Parse(text.Length <= MaxTemplate ? text : "", numbers);
            if (text.Length > MaxTemplate)
                problems.Add(new FieldError($"mapping.{LeadRules.Shown(path)}", "too_long", $"At most {MaxTemplate} characters."));
            if (template.MissingColumn is { } missing)
                problems.Add(new FieldError($"mapping.{LeadRules.Shown(path)}", "unknown_column", $"The file has no column '{LeadRules.Shown(missing)}'."));
            if (!mapping.TryAdd(path, template))
                problems.Add(new FieldError($"mapping.{LeadRules.Shown(path)}", "unknown_member", "There is no such field of a lead; details.NAME takes any other."));
        }

        foreach (var required in LeadField.Required.Where(required => !fields.ContainsKey(required)))
            problems.Add(new FieldError($"mapping.{required}", "required", "Must be given for every lead: map a column to it, or write the value itself."));
        if (!fields.ContainsKey("contact.email") && !fields.ContainsKey("contact.phone"))
            problems.Add(new FieldError("mapping.contact.email", "required", "Map contact.email or contact.phone, or both."));
        return mapping;
    }

    public LeadPost ToLead(SourceRow row)
    {
        var lead = new LeadPost { Contact = new ContactPost { Address = new AddressPost() }, Consent = new ConsentPost() };
        foreach (var (_, set, template) in _fields)
        {
            if (template.Fill(row) is { Length: > 0 } value)
                set(lead, value);
        }

        if (_details.Count > 0)
            lead.Details = Details(row, lead.Details);
        return lead;
    }

    /// <summary>What each field of the row would be, for people.</summary>
    public Dictionary<string, string> Values(SourceRow row)
    {
        var values = _fields.ToDictionary(field => field.Path, field => field.Template.Fill(row));
        foreach (var (name, _, template) in _details)
            values[LeadField.DetailsPrefix + name] = template.Fill(row);
        return values;
    }

    private bool TryAdd(string path, Template template)
    {
        if (LeadField.Setter(path) is { } set)
        {
            _fields.Add((path, set, template));
            return true;
        }

        if (!path.StartsWith(LeadField.DetailsPrefix, StringComparison.Ordinal) || path.Length == LeadField.DetailsPrefix.Length)
            return false;
        var name = path[LeadField.DetailsPrefix.Length..];
        var colon = name.LastIndexOf(':');
        var kind = colon < 0 ? DetailKind.Text : name[(colon + 1)..] switch { "number" => DetailKind.Number, "boolean" => DetailKind.Boolean, _ => DetailKind.Text };
        _details.Add((kind == DetailKind.Text ? name : name[..colon], kind, template));
        return true;
    }

    /// <param name="whole">What a column has given as an object already.</param>
    private byte[] Details(SourceRow row, byte[]? whole)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        using var given = whole is null ? null : JsonDocument.Parse(whole);
        if (given is not null)
        {
            foreach (var member in given.RootElement.EnumerateObject())
                member.WriteTo(json);
        }

        foreach (var (name, kind, template) in _details)
        {
            if (template.Fill(row) is not { Length: > 0 } value)
                continue;
            // A value that is not of its kind is kept as the text it is.
            if (kind == DetailKind.Number && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                json.WriteNumber(name, number);
            else if (kind == DetailKind.Boolean && Boolean(value) is { } yes)
                json.WriteBoolean(name, yes);
            else
                json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    private static bool? Boolean(string value) => value.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "Y" or "1" => true,
        "FALSE" or "NO" or "N" or "0" => false,
        _ => null,
    };

    private enum DetailKind
    {
        Text,
        Number,
        Boolean,
    }
}
