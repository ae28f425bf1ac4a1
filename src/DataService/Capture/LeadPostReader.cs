using System.Text.Json;
using LeadPlatform.Contracts.Problems;

namespace LeadPlatform.DataService.Capture;

/// <summary>
/// Reads a posted lead in one pass. What is not JSON of the right types throws <see cref="LeadPostException"/> (400);
/// unknown members are collected as field errors (422), beside whatever else is wrong.
/// </summary>
internal ref struct LeadPostReader
{
    /// <summary>Deeper than any rule allows, so that depth is refused as a rule of ours and not as broken JSON.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    private readonly ReadOnlySpan<byte> _body;
    private readonly List<FieldError> _errors;
    private readonly bool _exported;
    private Utf8JsonReader _json;

    private LeadPostReader(ReadOnlySpan<byte> body, List<FieldError> errors, bool exported)
    {
        _exported = exported;
        _body = body;
        _errors = errors;
        _json = new Utf8JsonReader(body, Options);
    }

    /// <param name="exported">The body may be a line of an export: what it says of the lead's past, in the member <c>lead</c>, is passed over.</param>
    /// <exception cref="LeadPostException">The body is not a JSON object of the shape asked for.</exception>
    public static LeadPost Read(ReadOnlySpan<byte> body, List<FieldError> errors, bool exported = false)
    {
        if (body.IsEmpty)
            throw new LeadPostException("The body is empty; send a lead as a JSON object.");
        var reader = new LeadPostReader(body, errors, exported);
        try
        {
            return reader.ReadRoot();
        }
        catch (JsonException exception)
        {
            throw new LeadPostException($"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).");
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader throws for text that is not Unicode: broken UTF-8, half a surrogate pair.
            throw new LeadPostException("The body holds text that is not valid Unicode.");
        }
    }

    private LeadPost ReadRoot()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
            throw new LeadPostException("The body must be a JSON object.");
        var lead = new LeadPost();
        var seen = new SeenMembers();
        while (NextMember())
        {
            if (_json.ValueTextEquals("line"u8))
                lead.Line = String(seen.Add(0, "line"));
            else if (_json.ValueTextEquals("contact"u8))
                lead.Contact = Object(seen.Add(1, "contact")) ? ReadContact() : null;
            else if (_json.ValueTextEquals("consent"u8))
                lead.Consent = Object(seen.Add(2, "consent")) ? ReadConsent() : null;
            else if (_json.ValueTextEquals("subId"u8))
                lead.SubId = String(seen.Add(3, "subId"));
            else if (_json.ValueTextEquals("notes"u8))
                lead.Notes = String(seen.Add(4, "notes"));
            else if (_json.ValueTextEquals("details"u8))
                lead.Details = Details(seen.Add(5, "details"));
            else if (_exported && _json.ValueTextEquals("lead"u8))
                _json.Skip();
            else
                Unknown("");
        }

        // Throws where anything but white space follows.
        _json.Read();
        return lead;
    }

    private ContactPost ReadContact()
    {
        var contact = new ContactPost();
        var seen = new SeenMembers();
        while (NextMember())
        {
            if (_json.ValueTextEquals("firstName"u8))
                contact.FirstName = String(seen.Add(0, "contact.firstName"));
            else if (_json.ValueTextEquals("lastName"u8))
                contact.LastName = String(seen.Add(1, "contact.lastName"));
            else if (_json.ValueTextEquals("email"u8))
                contact.Email = String(seen.Add(2, "contact.email"));
            else if (_json.ValueTextEquals("phone"u8))
                contact.Phone = String(seen.Add(3, "contact.phone"));
            else if (_json.ValueTextEquals("dateOfBirth"u8))
                contact.DateOfBirth = String(seen.Add(4, "contact.dateOfBirth"));
            else if (_json.ValueTextEquals("address"u8))
                contact.Address = Object(seen.Add(5, "contact.address")) ? ReadAddress() : null;
            else
                Unknown("contact.");
        }

        return contact;
    }

    private AddressPost ReadAddress()
    {
        var address = new AddressPost();
        var seen = new SeenMembers();
        while (NextMember())
        {
            if (_json.ValueTextEquals("street"u8))
                address.Street = String(seen.Add(0, "contact.address.street"));
            else if (_json.ValueTextEquals("city"u8))
                address.City = String(seen.Add(1, "contact.address.city"));
            else if (_json.ValueTextEquals("state"u8))
                address.State = String(seen.Add(2, "contact.address.state"));
            else if (_json.ValueTextEquals("postalCode"u8))
                address.PostalCode = String(seen.Add(3, "contact.address.postalCode"));
            else
                Unknown("contact.address.");
        }

        return address;
    }

    private ConsentPost ReadConsent()
    {
        var consent = new ConsentPost();
        var seen = new SeenMembers();
        while (NextMember())
        {
            if (_json.ValueTextEquals("text"u8))
                consent.Text = String(seen.Add(0, "consent.text"));
            else if (_json.ValueTextEquals("sellers"u8))
                consent.Sellers = Strings(seen.Add(1, "consent.sellers"));
            else if (_json.ValueTextEquals("channels"u8))
                consent.Channels = Strings(seen.Add(2, "consent.channels"));
            else if (_json.ValueTextEquals("capturedAt"u8))
                consent.CapturedAt = String(seen.Add(3, "consent.capturedAt"));
            else if (_json.ValueTextEquals("pageUrl"u8))
                consent.PageUrl = String(seen.Add(4, "consent.pageUrl"));
            else if (_json.ValueTextEquals("ip"u8))
                consent.Ip = String(seen.Add(5, "consent.ip"));
            else if (_json.ValueTextEquals("userAgent"u8))
                consent.UserAgent = String(seen.Add(6, "consent.userAgent"));
            else if (_json.ValueTextEquals("certificate"u8))
                consent.Certificate = String(seen.Add(7, "consent.certificate"));
            else
                Unknown("consent.");
        }

        return consent;
    }

    private bool NextMember()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.PropertyName;
    }

    private string? String(string path)
    {
        _json.Read();
        return _json.TokenType switch
        {
            JsonTokenType.String => _json.GetString(),
            JsonTokenType.Null => null,
            _ => throw LeadPostException.WrongType(path, "a string"),
        };
    }

    private bool Object(string path)
    {
        _json.Read();
        return _json.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.Null => false,
            _ => throw LeadPostException.WrongType(path, "an object"),
        };
    }

    private List<string>? Strings(string path)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.Null)
            return null;
        if (_json.TokenType != JsonTokenType.StartArray)
            throw LeadPostException.WrongType(path, "an array of strings");
        var values = new List<string>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            values.Add(_json.TokenType == JsonTokenType.String
                ? _json.GetString()!
                : throw LeadPostException.WrongType(path, "an array of strings"));
        }

        return values;
    }

    private byte[]? Details(string path)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.Null)
            return null;
        var start = (int)_json.TokenStartIndex;
        LeadDetails.Check(ref _json, path, _errors);
        return _body[start..(int)_json.BytesConsumed].ToArray();
    }

    private void Unknown(string prefix)
    {
        var name = _json.GetString()!;
        if (_errors.Count < LeadRules.MaxErrors)
            _errors.Add(new FieldError(prefix + LeadRules.Shown(name), "unknown_member", "There is no such member."));
        _json.Read();
        _json.Skip();
    }
}
