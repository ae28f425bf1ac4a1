using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Capture;

/// <summary>A lead that keeps every rule, in its normal form.</summary>
/// <param name="Details">A JSON object, UTF-8, or null.</param>
internal sealed record CheckedLead(string Line, CheckedContact Contact, CheckedConsent Consent, string? SubId, string? Notes, byte[]? Details);

/// <param name="Email">Lower case.</param>
/// <param name="Phone">E.164.</param>
internal sealed record CheckedContact(string FirstName, string LastName, string? Email, string? Phone, DateOnly? DateOfBirth, AddressView Address);

/// <param name="CapturedAt">UTC.</param>
internal sealed record CheckedConsent(
    string Text, string[] Sellers, string[] Channels, DateTimeOffset CapturedAt, string? PageUrl, string? Ip, string? UserAgent, string? Certificate);
