using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadPlatform.Orchestrator.Qualifying.Policies;

/// <summary>A rule on consent, dated, with its source.</summary>
/// <param name="Code">Ground of a lead that breaks it.</param>
/// <param name="Text">The same in words.</param>
/// <param name="Lines">Lines it holds for; empty: all.</param>
/// <param name="From">First day of consents it holds for.</param>
/// <param name="Until">Day it ended; null while it is in force.</param>
/// <param name="Requires">What the consent must have: <c>wording</c>, <c>seller</c> (named), <c>fresh</c> (no older than <paramref name="MaxAgeDays"/> at arrival).</param>
/// <param name="Channel">Holds for consents to this channel only; null: any.</param>
internal sealed record ConsentRule(
    string Code, string Text, IReadOnlyList<string> Lines, DateOnly From, DateOnly? Until, string Requires, int? MaxAgeDays, string? Channel, string Source)
{
    public bool Covers(string line, DateOnly day) => day >= From && (Until is null || day < Until) && (Lines.Count == 0 || Lines.Contains(line));

    public bool IsMetBy(LeadFacts lead) => (Channel is not null && !lead.Consent.Channels.Contains(Channel)) || Requires switch
    {
        "wording" => !string.IsNullOrWhiteSpace(lead.Consent.Text),
        "seller" => lead.Consent.Sellers.Any(seller => !string.IsNullOrWhiteSpace(seller)),
        "fresh" => lead.ReceivedAt - lead.Consent.CapturedAt <= TimeSpan.FromDays(MaxAgeDays!.Value),
        _ => throw new InvalidOperationException($"Consent rule {Code} requires {Requires}, which nobody knows."),
    };
}

/// <summary>The rules that are built in: <c>consent-rules.json</c>.</summary>
internal static class ConsentRules
{
    public static IReadOnlyList<ConsentRule> All { get; } = Load();

    private static List<ConsentRule> Load()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("consent-rules.json")
            ?? throw new InvalidOperationException("The rules on consent are not built into the service.");
        return JsonSerializer.Deserialize(resource, ConsentRulesJson.Default.ListConsentRule)!;
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(List<ConsentRule>))]
internal sealed partial class ConsentRulesJson : JsonSerializerContext;
