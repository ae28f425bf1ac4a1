using System.Text.Json.Nodes;

namespace LeadPlatform.ApiGateway.ApiDescription;

/// <summary>The <c>$ref</c>s of a document: <c>#/components/{section}/{name}</c>.</summary>
internal static class References
{
    private const string Prefix = "#/components/";

    public static string To(string section, string name) => $"{Prefix}{section}/{name}";

    /// <summary>Everything that <paramref name="node"/> refers to, as references.</summary>
    public static IEnumerable<string> In(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => IsReference(member.Key, member.Value, out var reference) ? [reference] : In(member.Value)),
        JsonArray list => list.SelectMany(In),
        _ => [],
    };

    public static void Rename(JsonNode? node, IReadOnlyDictionary<string, string> names)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                Rename(item, names);
            return;
        }

        if (node is not JsonObject map)
            return;

        foreach (var (key, value) in map.ToList())
        {
            if (!IsReference(key, value, out var reference))
                Rename(value, names);
            else if (names.TryGetValue(reference, out var renamed))
                map[key] = renamed;
        }
    }

    public static (string Section, string Name) Split(string reference) => reference[Prefix.Length..].Split('/', 2) is [var section, var name] ? (section, name) : ("", "");

    private static bool IsReference(string key, JsonNode? value, out string reference)
    {
        reference = key == "$ref" && value is JsonValue text && text.TryGetValue<string>(out var target) ? target : "";
        return reference.StartsWith(Prefix, StringComparison.Ordinal);
    }
}
