using System.Text;
using System.Text.Json;
using LeadPlatform.DataService.Capture;

namespace LeadPlatform.DataService.Importing.Mapping;

/// <summary>The fields of a lead that a mapping can fill, by their paths in the API; <c>details.NAME</c> is any other.</summary>
internal static class LeadField
{
    public const string DetailsPrefix = "details.";

    /// <summary>Columns of an export that tell of the lead's past here, which is not the past of the one that an import makes.</summary>
    public const string FactsPrefix = "lead.";

    private static readonly Dictionary<string, Action<LeadPost, string>> Setters = new(StringComparer.Ordinal)
    {
        ["line"] = (lead, value) => lead.Line = value.ToLowerInvariant(),
        ["contact.firstName"] = (lead, value) => lead.Contact!.FirstName = value,
        ["contact.lastName"] = (lead, value) => lead.Contact!.LastName = value,
        ["contact.email"] = (lead, value) => lead.Contact!.Email = value,
        ["contact.phone"] = (lead, value) => lead.Contact!.Phone = value,
        ["contact.dateOfBirth"] = (lead, value) => lead.Contact!.DateOfBirth = value,
        ["contact.address.street"] = (lead, value) => lead.Contact!.Address!.Street = value,
        ["contact.address.city"] = (lead, value) => lead.Contact!.Address!.City = value,
        ["contact.address.state"] = (lead, value) => lead.Contact!.Address!.State = value,
        ["contact.address.postalCode"] = (lead, value) => lead.Contact!.Address!.PostalCode = value,
        ["consent.text"] = (lead, value) => lead.Consent!.Text = value,
        ["consent.sellers"] = (lead, value) => lead.Consent!.Sellers = Split(value, ";|"),
        ["consent.channels"] = (lead, value) => lead.Consent!.Channels = Split(value.ToLowerInvariant(), ";|, "),
        ["consent.capturedAt"] = (lead, value) => lead.Consent!.CapturedAt = value,
        ["consent.pageUrl"] = (lead, value) => lead.Consent!.PageUrl = value,
        ["consent.ip"] = (lead, value) => lead.Consent!.Ip = value,
        ["consent.userAgent"] = (lead, value) => lead.Consent!.UserAgent = value,
        ["consent.certificate"] = (lead, value) => lead.Consent!.Certificate = value,
        ["subId"] = (lead, value) => lead.SubId = value,
        ["notes"] = (lead, value) => lead.Notes = value,
        ["details"] = (lead, value) => lead.Details = Object(value) ?? JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["details"] = value }),
    };

    /// <summary>Without a value for these no row can be let in.</summary>
    public static IReadOnlyList<string> Required { get; } =
    [
        "line", "contact.firstName", "contact.lastName", "contact.address.state", "contact.address.postalCode", "consent.text", "consent.channels", "consent.capturedAt",
    ];

    public static IEnumerable<string> All => Setters.Keys;

    public static Action<LeadPost, string>? Setter(string path) => Setters.GetValueOrDefault(path);

    /// <summary>A JSON object as it stands in one column of an export; null where the text is none.</summary>
    private static byte[]? Object(string value)
    {
        if (!value.StartsWith('{'))
            return null;
        try
        {
            using var json = JsonDocument.Parse(value);
            return Encoding.UTF8.GetBytes(value);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<string> Split(string value, string separators) =>
        [.. value.Split(separators.ToCharArray(), StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
