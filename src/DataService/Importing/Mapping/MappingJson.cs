using System.Text.Json;

namespace LeadPlatform.DataService.Importing.Mapping;

/// <summary>A mapping as it travels and is kept: a JSON object of texts.</summary>
internal static class MappingJson
{
    public static Dictionary<string, string> Read(string json) => JsonSerializer.Deserialize(json, ImportJson.Default.DictionaryStringString)!;

    /// <returns>The mapping; null where the text is none.</returns>
    public static Dictionary<string, string>? TryRead(string json)
    {
        try
        {
            var mapping = JsonSerializer.Deserialize(json, ImportJson.Default.DictionaryStringString);
            return mapping is not null && !mapping.ContainsValue(null!) ? mapping : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Write(IReadOnlyDictionary<string, string> mapping) =>
        JsonSerializer.Serialize(mapping.ToDictionary(pair => pair.Key, pair => pair.Value), ImportJson.Default.DictionaryStringString);
}
