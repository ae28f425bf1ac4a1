using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LeadPlatform.Edge;

/// <summary>What a zone at Cloudflare is to be. What isn't named is left as it is, but for rulesets: a phase that is named holds these rules and no others.</summary>
/// <param name="Zone">Name of the zone.</param>
/// <param name="Settings">Settings by Cloudflare's names.</param>
/// <param name="BotManagement">Members of the zone's bot management.</param>
/// <param name="Records">DNS records, each with type and name.</param>
/// <param name="Rulesets">Rules by phase, in order.</param>
public sealed record ZoneFile(
    string Zone,
    IReadOnlyDictionary<string, JsonNode> Settings,
    JsonObject BotManagement,
    IReadOnlyList<JsonObject> Records,
    IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Rulesets)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <exception cref="InvalidDataException">It is no zone file; the message says where.</exception>
    public static ZoneFile Parse(string json)
    {
        ZoneFile file;
        try
        {
            file = JsonSerializer.Deserialize<ZoneFile>(json, Json) ?? throw new InvalidDataException("The zone file is null.");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"The zone file is wrong at {wrong.Path}: {wrong.Message}", wrong);
        }

        foreach (var record in file.Records.Where(record => record["type"] is null || record["name"] is null || record["content"] is null))
            throw new InvalidDataException($"A record needs type, name and content: {record.ToJsonString()}");
        foreach (var rule in file.Rulesets.SelectMany(phase => phase.Value).Where(rule => rule["description"] is null || rule["expression"] is null || rule["action"] is null))
            throw new InvalidDataException($"A rule needs description, expression and action: {rule.ToJsonString()}");
        return file;
    }
}
