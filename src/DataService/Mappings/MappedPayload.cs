using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Captures;
using LeadPlatform.DataService.Capture;

namespace LeadPlatform.DataService.Mappings;

/// <summary>A payload in a publisher's own shape.</summary>
internal sealed class MappedPayload
{
    private static readonly JsonDocumentOptions Json = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    private readonly JsonElement _root;
    private readonly bool _flat;

    private MappedPayload(JsonElement root, bool flat) => (_root, _flat) = (root, flat);

    /// <exception cref="LeadPostException">The body is not of its content.</exception>
    public static MappedPayload Read(ReadOnlyMemory<byte> body, CaptureContent content)
    {
        if (body.IsEmpty)
            throw new LeadPostException("The body is empty.");
        return content == CaptureContent.Form ? OfForm(body.Span) : OfJson(body);
    }

    /// <summary>What stands at a path: of JSON <c>a.b[0].c</c>, of a form a field's name. Null where there is nothing.</summary>
    public JsonElement? Find(string path)
    {
        if (_flat)
            return Member(_root, path);
        JsonElement? at = _root;
        foreach (var step in path.Split('.'))
        {
            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? step : step[..bracket];
            if (name.Length > 0)
                at = Member(at, name);
            if (bracket < 0)
                continue;
            foreach (var index in step[bracket..].Split(['[', ']'], StringSplitOptions.RemoveEmptyEntries))
                at = int.TryParse(index, out var i) ? Item(at, i) : null;
        }

        return at is { ValueKind: JsonValueKind.Null } ? null : at;
    }

    private static JsonElement? Member(JsonElement? at, string name) =>
        at is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var member) ? member : null;

    private static JsonElement? Item(JsonElement? at, int index) =>
        at is { ValueKind: JsonValueKind.Array } array && index >= 0 && index < array.GetArrayLength() ? array[index] : null;

    private static MappedPayload OfJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new MappedPayload(document.RootElement.Clone(), flat: false)
                : throw new LeadPostException("The body must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new LeadPostException($"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}), or names a member twice.");
        }
    }

    private static MappedPayload OfForm(ReadOnlySpan<byte> body)
    {
        var root = new JsonObject();
        var fields = new FormFields(body);
        while (fields.TryRead())
        {
            if (root[fields.Name] is JsonArray several)
                several.Add(fields.Value);
            else if (root[fields.Name] is { } first)
                root[fields.Name] = new JsonArray(first.DeepClone(), fields.Value);
            else
                root[fields.Name] = fields.Value;
        }

        return new MappedPayload(JsonSerializer.SerializeToElement(root), flat: true);
    }
}
