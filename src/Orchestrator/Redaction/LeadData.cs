using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Orchestrator.Qualifying;

namespace LeadPlatform.Orchestrator.Redaction;

/// <summary>What of a lead may leave the platform, as JSON.</summary>
internal static class LeadData
{
    /// <summary>Details whose words come from lists or name things, not people; they leave as they are, but for the consumer's own values.</summary>
    private static readonly FrozenSet<string> Things = FrozenSet.Create(
        "vehicleMake", "vehicleModel", "propertyType", "ownership", "interestedIn", "industry", "currentCarrier", "coverageType", "planType", "homeType", "roofType", "constructionType");

    /// <summary>Details that consumers write themselves.</summary>
    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        "timeframe", "when", "urgency", "coverageStart", "reason", "comments", "comment", "message", "intent", "buyingStage");

    // The default encoder escapes <, > and &, so nothing in the data can end the block it stands in.
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = false, Encoder = JavaScriptEncoder.Default };

    private const int MaxDetails = 40;
    private const double MaxNumber = 9_999_999;

    public static string Of(LeadFacts lead)
    {
        var redactor = new Redactor(lead.Contact);
        var data = new JsonObject
        {
            ["line"] = lead.Line,
            ["state"] = lead.Contact.Address.State,
            ["age"] = lead.Age is { } age ? $"{age / 10 * 10} to {(age / 10 * 10) + 9}" : null,
            ["agreedTo"] = new JsonArray([.. lead.Consent.Channels.Select(channel => (JsonNode)channel)]),
            ["details"] = Details(lead.Lead.Details, redactor),
            ["notes"] = lead.Lead.Notes is { Length: > 0 } notes ? redactor.Redact(notes) : null,
        };
        return data.ToJsonString(Json);
    }

    /// <summary>The same as running text, for embeddings.</summary>
    public static string TextOf(LeadFacts lead)
    {
        var redactor = new Redactor(lead.Contact);
        var details = Details(lead.Lead.Details, redactor).Select(detail => $"{detail.Key} {detail.Value}");
        return string.Join(". ", [$"{lead.Line} insurance in {lead.Contact.Address.State}", .. details, .. lead.Lead.Notes is { Length: > 0 } notes ? [redactor.Redact(notes)] : Array.Empty<string>()]);
    }

    private static JsonObject Details(JsonElement? details, Redactor redactor)
    {
        var kept = new JsonObject();
        if (details is not { ValueKind: JsonValueKind.Object } members)
            return kept;
        foreach (var member in members.EnumerateObject())
        {
            if (kept.Count == MaxDetails)
                break;
            if (Value(member, redactor) is { } value)
                kept[member.Name] = value;
        }

        return kept;
    }

    private static JsonNode? Value(JsonProperty member, Redactor redactor)
    {
        if (member.Name.Length is 0 or > 40 || !member.Name.All(char.IsAsciiLetterOrDigit))
            return null;
        return member.Value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => member.Value.GetBoolean(),
            JsonValueKind.Number when member.Value.TryGetDouble(out var number) && Math.Abs(number) <= MaxNumber => number,
            JsonValueKind.String when Things.Contains(member.Name) || Words.Contains(member.Name) => redactor.Redact(member.Value.GetString()!),
            _ => null,
        };
    }
}
