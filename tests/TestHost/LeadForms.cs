using System.Text.Json.Nodes;

namespace LeadPlatform.TestHost;

/// <summary>Leads as a form sends them.</summary>
public static class LeadForms
{
    /// <summary>The fields of a lead: its members by their paths, a list as its name repeated.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Fields(JsonObject lead) => Fields(lead, "");

    /// <summary>The lead as a body.</summary>
    public static FormUrlEncodedContent Content(JsonObject lead) => new(Fields(lead));

    private static IEnumerable<KeyValuePair<string, string>> Fields(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => Fields(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray items => items.SelectMany(item => Fields(item, path)),
        null => [],
        _ => [KeyValuePair.Create(path, node.ToString())],
    };
}
