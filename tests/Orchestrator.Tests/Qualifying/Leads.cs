using System.Text.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying;

namespace LeadPlatform.Orchestrator.Tests.Qualifying;

/// <summary>Leads for the signals' tests: a good one, to be changed with <c>with</c>.</summary>
internal static class Leads
{
    public static readonly DateTimeOffset Arrival = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    public static QualificationInput Good(string line = Line.Auto, string? details = null, string? notes = null) => new(
        Guid.CreateVersion7(),
        line,
        Arrival,
        "spring-1",
        new ContactView("Ada", "Byron", "ada.byron17@example.com", "+12125550123", new DateOnly(1990, 2, 3), new AddressView("1 Main Street", "New York", "NY", "10001")),
        new ConsentView("I agree to be called.", ["Example Insurance"], ["phone", "sms", "email"], Arrival.AddMinutes(-5), null, null, null, null),
        notes,
        Details(details ?? """{"vehicleYear":2021,"vehicleMake":"Toyota","vehicleModel":"Camry","currentlyInsured":true}"""));

    public static JsonElement Details(string json) => JsonDocument.Parse(json).RootElement;

    public static QualificationInput WithContact(this QualificationInput lead, Func<ContactView, ContactView> change) => lead with { Contact = change(lead.Contact) };

    public static QualificationInput WithConsent(this QualificationInput lead, Func<ConsentView, ConsentView> change) => lead with { Consent = change(lead.Consent) };

    public static Findings Findings(this ISignal signal, QualificationInput lead)
    {
        var findings = new Findings();
        signal.Read(new LeadFacts(lead), findings);
        return findings;
    }

    /// <summary>Codes of what a signal found, in its order.</summary>
    public static IReadOnlyList<string> Codes(this ISignal signal, QualificationInput lead) => [.. signal.Findings(lead).Reasons.Select(reason => reason.Code)];
}
