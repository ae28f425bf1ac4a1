using System.Text.Json.Serialization;

namespace LeadPlatform.DemoLeads.Generating;

/// <summary>A lead in the shape of <c>POST /v1/leads</c>.</summary>
internal sealed record InventedLead(string Line, InventedContact Contact, InventedConsent Consent, string SubId, string? Notes, Dictionary<string, object> Details);

internal sealed record InventedContact(string FirstName, string LastName, string Email, string Phone, DateOnly DateOfBirth, InventedAddress Address);

internal sealed record InventedAddress(string Street, string City, string State, string PostalCode);

internal sealed record InventedConsent(string Text, string[] Sellers, string[] Channels, DateTimeOffset CapturedAt, string PageUrl, string Ip, string UserAgent);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InventedLead))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(bool))]
internal sealed partial class InventedJson : JsonSerializerContext;
