using System.Text.Json.Nodes;

namespace LeadPlatform.EndToEnd.Tests.Fuzzing;

/// <summary>One operation of the API as its description tells it.</summary>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Bodies">By media type a body that the description gives as an example, or one made by its schema; null where only the type is known.</param>
internal sealed record ApiOperation(string Method, string Path, IReadOnlyList<ApiParameter> Parameters, IReadOnlyList<(string MediaType, JsonNode? Example)> Bodies, bool Streams)
{
    private const int Deepest = 8;
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    public override string ToString() => $"{Method} {Path}";

    public static IReadOnlyList<ApiOperation> In(JsonObject description) =>
    [
        .. from path in description["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           where Methods.Contains(operation.Key)
           select Of(description, operation.Key.ToUpperInvariant(), path.Key, path.Value!["parameters"] as JsonArray, operation.Value!.AsObject()),
    ];

    private static ApiOperation Of(JsonObject description, string method, string path, JsonArray? shared, JsonObject operation)
    {
        var parameters = (shared ?? []).Concat(operation["parameters"] as JsonArray ?? [])
            .Select(parameter => Resolve(description, parameter!))
            .Select(parameter => new ApiParameter((string)parameter["name"]!, (string)parameter["in"]!, Sample(description, parameter["schema"], 0)));
        var content = operation["requestBody"] is { } body ? Resolve(description, body)["content"] as JsonObject : null;
        var bodies = (content ?? []).Select(one => (one.Key, ExampleOf(one.Value!) ?? Sample(description, one.Value!["schema"], 0)));
        var streams = operation["responses"]!.AsObject().Any(answer => answer.Value!["content"]?["text/event-stream"] is not null);
        return new ApiOperation(method, path, [.. parameters], [.. bodies], streams);
    }

    private static JsonNode? ExampleOf(JsonNode content) =>
        content["example"]?.DeepClone() ?? (content["examples"] as JsonObject)?.Select(example => example.Value?["value"]?.DeepClone()).FirstOrDefault(example => example is not null);

    private static JsonNode Resolve(JsonObject description, JsonNode node)
    {
        while (node["$ref"] is { } reference)
            node = ((string)reference!).Split('/').Skip(1).Aggregate((JsonNode)description, (at, part) => at[part]!);
        return node;
    }

    private static JsonNode? Sample(JsonObject description, JsonNode? schema, int depth)
    {
        if (schema is null || depth > Deepest)
            return null;
        schema = Resolve(description, schema);
        if ((schema["example"] ?? schema["default"] ?? (schema["enum"] as JsonArray)?[0]) is { } given)
            return given.DeepClone();
        if ((schema["oneOf"] ?? schema["anyOf"] ?? schema["allOf"]) is JsonArray { Count: > 0 } choices)
            return Sample(description, choices.LastOrDefault(choice => (string?)choice?["type"] != "null"), depth + 1);
        var type = schema["type"] is JsonArray types ? types.Select(one => (string?)one).FirstOrDefault(one => one is not ("null" or "string")) ?? "string" : (string?)schema["type"];
        switch (type)
        {
            case "object":
                var made = new JsonObject();
                foreach (var (name, member) in schema["properties"] as JsonObject ?? [])
                    made[name] = Sample(description, member, depth + 1);
                return made;
            case "array":
                return new JsonArray(Sample(description, schema["items"], depth + 1));
            case "integer" or "number":
                return 1;
            case "boolean":
                return true;
            default:
                return (string?)schema["format"] switch { "uuid" => "0191b7c0-0000-7000-8000-000000000000", "date-time" => "2026-11-22T20:00:00Z", "date" => "1990-02-03", _ => "text" };
        }
    }
}

/// <param name="In">path, query or header.</param>
internal sealed record ApiParameter(string Name, string In, JsonNode? Sample);
