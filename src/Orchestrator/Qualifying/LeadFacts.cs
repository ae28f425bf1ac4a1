using System.Collections.Frozen;
using System.Text.Json;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Qualifying;

/// <summary>A lead as the signals read it, worked out once. Time is the lead's arrival, so that it is scored alike whenever it is.</summary>
internal sealed class LeadFacts
{
    public LeadFacts(QualificationInput lead)
    {
        Lead = lead;
        Details = new LeadDetails(lead.Details);
        Text = new LeadText(lead.Notes, Details.Texts());
        if (lead.Contact.Email?.Split('@') is [{ Length: > 0 } mailbox, { Length: > 0 } domain])
            (Mailbox, Domain) = (mailbox.ToLowerInvariant(), domain.ToLowerInvariant());
        if (lead.Contact.DateOfBirth is { } born)
            Age = YearsBetween(born, DateOnly.FromDateTime(lead.ReceivedAt.UtcDateTime));
    }

    public QualificationInput Lead { get; }

    public string Line => Lead.Line;

    public ContactView Contact => Lead.Contact;

    public ConsentView Consent => Lead.Consent;

    public DateTimeOffset ReceivedAt => Lead.ReceivedAt;

    public LeadDetails Details { get; }

    /// <summary>Notes, and what stands in words in the details.</summary>
    public LeadText Text { get; }

    /// <summary>Before the @ of the e-mail address, lower case; null where there is no address.</summary>
    public string? Mailbox { get; }

    public string? Domain { get; }

    /// <summary>Full years at arrival.</summary>
    public int? Age { get; }

    private static int YearsBetween(DateOnly born, DateOnly day)
    {
        var years = day.Year - born.Year;
        return born.AddYears(years) > day ? years - 1 : years;
    }
}

/// <summary>The line's facts as the source sent them: any names, any types.</summary>
internal readonly struct LeadDetails(JsonElement? details)
{
    private static readonly FrozenSet<string> Speaking = FrozenSet.ToFrozenSet(
        ["timeframe", "when", "urgency", "coverageStart", "reason", "comments", "comment", "message", "intent", "buyingStage"], StringComparer.OrdinalIgnoreCase);

    private readonly JsonElement? _details = details is { ValueKind: JsonValueKind.Object } ? details : null;

    public int Count => _details?.GetPropertyCount() ?? 0;

    public bool? Flag(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => null,
    };

    public decimal? Number(string name) => Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number) ? number : null;

    public string? Word(string name) => Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Details in which consumers speak for themselves; a business may well be called "Urgent Care Today".</summary>
    public IEnumerable<string> Texts()
    {
        if (_details is not { } details)
            yield break;
        foreach (var member in details.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String && Speaking.Contains(member.Name))
                yield return member.Value.GetString()!;
        }
    }

    private JsonElement? Find(string name) => _details is { } details && details.TryGetProperty(name, out var value) ? value : null;
}
