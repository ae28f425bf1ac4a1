using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LeadPlatform.Drills.Comparing;

/// <summary>A hash of what a lead says, made from what was posted and from what is stored: the same where nothing was changed on the way.</summary>
internal static class Fingerprint
{
    /// <param name="body">As posted: see <see cref="TestHost.LeadBodies"/>.</param>
    public static string OfPost(ReadOnlyMemory<byte> body)
    {
        using var post = JsonDocument.Parse(body);
        var lead = post.RootElement;
        var contact = lead.GetProperty("contact");
        var address = contact.GetProperty("address");
        return Of(
            Text(lead, "line"), Text(address, "state"), Text(address, "postalCode"), Text(lead, "subId"), Text(contact, "firstName"), Text(contact, "lastName"), Text(contact, "email"),
            Text(contact, "phone") is { } phone ? "+1" + string.Concat(phone.Where(char.IsAsciiDigit)) : null,
            Text(contact, "dateOfBirth"), Text(address, "street"), Text(address, "city"), Text(lead.GetProperty("consent"), "ip"));
    }

    /// <param name="document">The personal document as it is stored, opened.</param>
    public static string OfRow(string line, string state, string postalCode, string? subId, ReadOnlyMemory<byte> document)
    {
        using var stored = JsonDocument.Parse(document);
        var person = stored.RootElement;
        return Of(
            line, state, postalCode, subId, Text(person, "firstName"), Text(person, "lastName"), Text(person, "email"), Text(person, "phone"),
            Text(person, "dateOfBirth"), Text(person, "street"), Text(person, "city"), Text(person, "ip"));
    }

    private static string Of(params ReadOnlySpan<string?> values) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', values!))));

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;
}
