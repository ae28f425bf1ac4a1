using System.Text.Json.Nodes;

namespace LeadPlatform.Edge;

/// <summary>One thing that is not as the file says, and what makes it so.</summary>
public sealed record Change(string Place, string Before, string After, HttpMethod Method, string Path, JsonNode Body)
{
    public override string ToString() => $"{Place}\n  - {Before}\n  + {After}";
}

/// <summary>What a zone lacks of its file. Making it reads only.</summary>
public sealed record ZonePlan(IReadOnlyList<Change> Changes)
{
    public static async Task<ZonePlan> MakeAsync(CloudflareApi api, ZoneFile file, CancellationToken cancellationToken)
    {
        var zone = $"zones/{await api.FindZoneAsync(file.Zone, cancellationToken)}";
        var changes = new List<Change>();
        foreach (var (name, wanted) in file.Settings)
        {
            var path = $"{zone}/settings/{name}";
            var found = await api.AskAsync(HttpMethod.Get, path, null, cancellationToken) ?? throw new CloudflareException($"Cloudflare knows no setting {name}.");
            if (!Holds(found["value"], wanted))
                changes.Add(new Change($"settings.{name}", Text(found["value"]), Text(wanted), HttpMethod.Patch, path, new JsonObject { ["value"] = wanted.DeepClone() }));
        }

        var bots = await api.AskAsync(HttpMethod.Get, $"{zone}/bot_management", null, cancellationToken);
        if (!Holds(bots, file.BotManagement))
            changes.Add(new Change("botManagement", Text(Part(bots, file.BotManagement)), Text(file.BotManagement), HttpMethod.Put, $"{zone}/bot_management", file.BotManagement.DeepClone()));
        foreach (var record in file.Records)
            changes.AddRange(await RecordAsync(api, zone, record, cancellationToken));
        foreach (var (phase, rules) in file.Rulesets)
            changes.AddRange(await RulesAsync(api, zone, phase, rules, cancellationToken));
        return new ZonePlan(changes);
    }

    /// <summary>Makes the changes, in order, telling each; what was made before a refusal stays made, and the next run goes on from there.</summary>
    public async Task ApplyAsync(CloudflareApi api, Action<Change> made, CancellationToken cancellationToken)
    {
        foreach (var change in Changes)
        {
            await api.AskAsync(change.Method, change.Path, change.Body, cancellationToken);
            made(change);
        }
    }

    private static async Task<IEnumerable<Change>> RecordAsync(CloudflareApi api, string zone, JsonObject wanted, CancellationToken cancellationToken)
    {
        var (type, name) = ((string)wanted["type"]!, (string)wanted["name"]!);
        var found = await api.AskAsync(HttpMethod.Get, $"{zone}/dns_records?type={type}&name={Uri.EscapeDataString(name)}", null, cancellationToken) as JsonArray ?? [];
        if (found.Count > 1)
            throw new CloudflareException($"There are {found.Count} records {type} {name}; remove all but one.");
        var place = $"records.{type} {name}";
        if (found.Count == 0)
            return [new Change(place, "none", Text(wanted), HttpMethod.Post, $"{zone}/dns_records", wanted.DeepClone())];
        return Holds(found[0], wanted) ? [] : [new Change(place, Text(Part(found[0], wanted)), Text(wanted), HttpMethod.Put, $"{zone}/dns_records/{(string)found[0]!["id"]!}", wanted.DeepClone())];
    }

    private static async Task<IEnumerable<Change>> RulesAsync(CloudflareApi api, string zone, string phase, IReadOnlyList<JsonObject> wanted, CancellationToken cancellationToken)
    {
        var path = $"{zone}/rulesets/phases/{phase}/entrypoint";
        var found = (await api.AskAsync(HttpMethod.Get, path, null, cancellationToken))?["rules"] as JsonArray ?? [];
        if (found.Count == wanted.Count && found.Zip(wanted).All(pair => Holds(pair.First, pair.Second)))
            return [];
        var body = new JsonObject { ["rules"] = new JsonArray([.. wanted.Select(rule => rule.DeepClone())]) };
        return [new Change($"rulesets.{phase}", Names(found), Names(wanted), HttpMethod.Put, path, body)];
    }

    private static string Names(IEnumerable<JsonNode?> rules) => string.Join("\n    ", rules.Select(rule => rule!["description"] + ": " + Text(rule))) is { Length: > 0 } text ? text : "none";

    /// <summary>Whether everything that is wanted is there; members beyond it are Cloudflare's own.</summary>
    private static bool Holds(JsonNode? found, JsonNode? wanted) => wanted is JsonObject members
        ? found is JsonObject there && members.All(member => Holds(there[member.Key], member.Value))
        : JsonNode.DeepEquals(found, wanted);

    private static JsonNode? Part(JsonNode? found, JsonObject wanted) =>
        found is JsonObject there ? new JsonObject(wanted.Select(member => KeyValuePair.Create(member.Key, there[member.Key]?.DeepClone()))) : found;

    private static string Text(JsonNode? node) => node?.ToJsonString(Readable) ?? "none";

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
