using System.Globalization;
using System.Net;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.Places;

namespace LeadPlatform.DataService.Capture;

/// <summary>The rules of a lead, once, at the border: every wrong field is named with its path, a stable code and the rule with its number.</summary>
internal sealed class LeadRules(ZipCodes zipCodes, TimeProvider time)
{
    /// <summary>Errors in one answer; past it nobody reads on.</summary>
    public const int MaxErrors = 50;

    private const int MaxName = 100;
    private const int MaxStreet = 200;
    private const int MaxCity = 100;
    private const int MaxConsentText = 10_000;
    private const int MaxSellers = 100;
    private const int MaxSeller = 200;
    private const int MaxUrl = 2_000;
    private const int MaxUserAgent = 1_000;
    private const int MaxCertificate = 1_000;
    private const int MaxSubId = 100;
    private const int MaxNotes = 4_000;
    private const int OldestYearOfBirth = 1900;

    /// <summary>How far a publisher's clock may run ahead of ours.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private static readonly DateTimeOffset OldestConsent = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Checks a lead and brings its values into their normal form.</summary>
    /// <returns>The lead as it will be kept, or null where <paramref name="errors"/> holds what is wrong.</returns>
    public CheckedLead? Check(LeadPost post, List<FieldError> errors)
    {
        var fields = new FieldChecks(errors);
        var line = fields.Required("line", post.Line, 20);
        if (line is not null && !Line.IsKnown(line))
            fields.Wrong("line", "unknown", $"Must be one of {string.Join(", ", Line.All)}.");

        var contact = Contact(post.Contact, fields);
        var consent = Consent(post.Consent, fields);
        var subId = fields.Optional("subId", post.SubId, MaxSubId);
        var notes = fields.Optional("notes", post.Notes, MaxNotes, lines: true);
        return errors.Count > 0 ? null : new CheckedLead(line!, contact!, consent!, subId, notes, post.Details);
    }

    /// <summary>A name sent by a client, cut to what an error may repeat.</summary>
    public static string Shown(string name) => name.Length > 60 ? string.Concat(name.AsSpan(0, 60), "…") : name;

    public static bool HasControlCharacter(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character))
                return true;
        }

        return false;
    }

    private CheckedContact? Contact(ContactPost? contact, FieldChecks fields)
    {
        if (contact is null)
        {
            fields.Missing("contact");
            return null;
        }

        var firstName = fields.RequiredName("contact.firstName", contact.FirstName, MaxName);
        var lastName = fields.RequiredName("contact.lastName", contact.LastName, MaxName);
        var email = fields.Optional("contact.email", contact.Email, EmailAddress.MaxLength);
        if (email is not null)
            email = fields.Parsed("contact.email", EmailAddress.Parse(email), "Must be an e-mail address such as name@example.com.");
        var phone = fields.Optional("contact.phone", contact.Phone, PhoneNumber.MaxLength);
        if (phone is not null)
            phone = fields.Parsed("contact.phone", PhoneNumber.Parse(phone), "Must be a phone number that can be dialled, with area code.");
        if (string.IsNullOrWhiteSpace(contact.Email) && string.IsNullOrWhiteSpace(contact.Phone))
            fields.Wrong("contact", "required", "Give email or phone, or both.");
        var birth = fields.Optional("contact.dateOfBirth", contact.DateOfBirth, 10);
        var born = birth is null ? null : DateOfBirth(birth, fields);
        var address = Address(contact.Address, fields);
        return firstName is null || lastName is null || address is null ? null : new CheckedContact(firstName, lastName, email, phone, born, address);
    }

    private DateOnly? DateOfBirth(string text, FieldChecks fields)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            fields.Wrong("contact.dateOfBirth", "format", "Must be a date that exists, as YYYY-MM-DD.");
        else if (date > DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) || date.Year < OldestYearOfBirth)
            fields.Wrong("contact.dateOfBirth", "range", $"Must lie between {OldestYearOfBirth}-01-01 and today.");
        else
            return date;
        return null;
    }

    private AddressView? Address(AddressPost? address, FieldChecks fields)
    {
        if (address is null)
        {
            fields.Missing("contact.address");
            return null;
        }

        var street = fields.OptionalName("contact.address.street", address.Street, MaxStreet);
        var city = fields.OptionalName("contact.address.city", address.City, MaxCity);
        var state = fields.Required("contact.address.state", address.State, 20)?.ToUpperInvariant();
        var zip = fields.Required("contact.address.postalCode", address.PostalCode, 10);
        if (state is not null && !zipCodes.IsState(state))
        {
            fields.Wrong("contact.address.state", "unknown", "Must be the two-letter code of a state, such as TX.");
            state = null;
        }

        if (zip is not null && !IsZip(zip))
        {
            fields.Wrong("contact.address.postalCode", "format", "Must be a ZIP code of 5 digits, or ZIP+4.");
            zip = null;
        }

        if (state is not null && zip is not null && !zipCodes.LiesIn(zip[..5], state))
            fields.Wrong("contact.address.postalCode", "mismatch", $"This ZIP code does not lie in {state}.");
        return state is null || zip is null ? null : new AddressView(street, city, state, zip[..5]);
    }

    private static bool IsZip(string zip) => zip.Length switch
    {
        5 => !zip.AsSpan().ContainsAnyExceptInRange('0', '9'),
        10 => zip[5] == '-' && !zip.AsSpan(0, 5).ContainsAnyExceptInRange('0', '9') && !zip.AsSpan(6).ContainsAnyExceptInRange('0', '9'),
        _ => false,
    };

    private CheckedConsent? Consent(ConsentPost? consent, FieldChecks fields)
    {
        if (consent is null)
        {
            fields.Missing("consent");
            return null;
        }

        var text = fields.Required("consent.text", consent.Text, MaxConsentText, lines: true);
        var captured = fields.Required("consent.capturedAt", consent.CapturedAt, 40);
        var ip = fields.Optional("consent.ip", consent.Ip, 45);
        return new CheckedConsent(
            text ?? "",
            fields.Each("consent.sellers", consent.Sellers, MaxSellers, MaxSeller),
            Channels(consent.Channels, fields),
            captured is null ? default : CapturedAt(captured, fields),
            Url("consent.pageUrl", fields.Optional("consent.pageUrl", consent.PageUrl, MaxUrl), fields),
            ip is null ? null : fields.Parsed("consent.ip", IPAddress.TryParse(ip, out var address) && IsPlain(ip, address) ? address.ToString() : null, "Must be an IPv4 or IPv6 address."),
            fields.Optional("consent.userAgent", consent.UserAgent, MaxUserAgent),
            fields.Optional("consent.certificate", consent.Certificate, MaxCertificate));
    }

    // IPAddress takes "1" and "0x7f.1" too.
    private static bool IsPlain(string text, IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? text == address.ToString() : !text.Contains('[', StringComparison.Ordinal);

    private static string[] Channels(List<string>? channels, FieldChecks fields)
    {
        if (channels is null or [])
        {
            fields.Missing("consent.channels");
            return [];
        }

        for (var i = 0; i < channels.Count; i++)
        {
            if (channels[i] is not ("phone" or "sms" or "email"))
                fields.Wrong($"consent.channels[{i}]", "unknown", "Must be one of phone, sms, email.");
            else if (channels.IndexOf(channels[i]) < i)
                fields.Wrong($"consent.channels[{i}]", "repeated", "Name each channel once.");
        }

        return [.. channels];
    }

    private DateTimeOffset CapturedAt(string text, FieldChecks fields)
    {
        if (!TryParseTime(text, out var captured))
            fields.Wrong("consent.capturedAt", "format", "Must be an ISO 8601 time with its offset, such as 2026-01-31T17:05:00Z.");
        else if (captured > time.GetUtcNow() + ClockTolerance || captured < OldestConsent)
            fields.Wrong("consent.capturedAt", "range", $"Must lie between {OldestConsent.Year} and now (clocks may differ by {ClockTolerance.TotalMinutes:0} minutes).");
        return captured.ToUniversalTime();
    }

    private static bool TryParseTime(string text, out DateTimeOffset value)
    {
        value = default;
        // The offset must be there: a time without one is an hour nobody knows.
        var zoned = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10;
        return zoned && text.Length >= 17 && text[4] == '-' && text[10] == 'T'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
    }

    private static string? Url(string path, string? text, FieldChecks fields)
    {
        if (text is null || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            return text;
        fields.Wrong(path, "format", "Must be an http or https address.");
        return null;
    }
}
