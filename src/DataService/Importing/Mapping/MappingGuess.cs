namespace LeadPlatform.DataService.Importing.Mapping;

/// <summary>Guesses a mapping from the names of columns. What is not recognised becomes a detail of its own.</summary>
internal static class MappingGuess
{
    private static readonly (string Field, string[] Names)[] Known =
    [
        ("line", ["line", "lineofbusiness", "lob", "insurancetype", "product"]),
        ("contact.firstName", ["firstname", "first", "fname", "givenname", "forename"]),
        ("contact.lastName", ["lastname", "last", "lname", "surname", "familyname"]),
        ("contact.email", ["email", "emailaddress", "mail"]),
        ("contact.phone", ["phone", "phonenumber", "telephone", "mobile", "mobilephone", "cell", "cellphone", "homephone", "primaryphone"]),
        ("contact.dateOfBirth", ["dateofbirth", "dob", "birthdate", "birthday"]),
        ("contact.address.street", ["street", "address", "address1", "addressline1", "streetaddress"]),
        ("contact.address.city", ["city", "town"]),
        ("contact.address.state", ["state", "statecode", "region"]),
        ("contact.address.postalCode", ["postalcode", "zip", "zipcode", "postcode"]),
        ("consent.text", ["consent", "consenttext", "disclosure", "tcpa", "tcpatext"]),
        ("consent.sellers", ["sellers", "partners"]),
        ("consent.channels", ["channels", "consentchannels"]),
        ("consent.capturedAt", ["capturedat", "consentedat", "consentat", "consentdate", "optindate", "optintime"]),
        ("consent.pageUrl", ["pageurl", "landingpage", "optinurl", "sourceurl"]),
        ("consent.ip", ["ip", "ipaddress", "optinip"]),
        ("consent.userAgent", ["useragent"]),
        ("consent.certificate", ["certificate", "trustedform", "trustedformurl", "trustedformcerturl", "jornayaleadid", "leadidtoken"]),
        ("subId", ["subid", "affiliatesubid", "s1"]),
        ("notes", ["notes", "note", "comments", "comment"]),
    ];

    public static Dictionary<string, string> Of(IReadOnlyList<string> columns)
    {
        var mapping = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = new List<string>();
        foreach (var column in columns.Where(column => column.Length > 0 && !column.StartsWith(LeadField.FactsPrefix, StringComparison.Ordinal)))
        {
            if (FieldOf(column) is not { } field || !mapping.TryAdd(field, Braces(column)))
                rest.Add(column);
        }

        foreach (var column in rest.Take(Capture.LeadDetails.MaxMembers))
        {
            if (DetailName(column) is { Length: > 0 } name)
                mapping.TryAdd(LeadField.DetailsPrefix + name, Braces(column));
        }

        return mapping;
    }

    private static string Braces(string column) => "{" + column + "}";

    private static string? FieldOf(string column)
    {
        var name = Letters(column);
        // The API's own paths, as an export of leads has them: contact.firstName.
        foreach (var field in LeadField.All)
        {
            if (Letters(field) == name)
                return field;
        }

        foreach (var (field, names) in Known)
        {
            if (names.Contains(name))
                return field;
        }

        return null;
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));

    /// <summary><c>Total Time Spent</c> becomes <c>totalTimeSpent</c>.</summary>
    private static string DetailName(string column)
    {
        var path = column.StartsWith(LeadField.DetailsPrefix, StringComparison.Ordinal) ? column[LeadField.DetailsPrefix.Length..] : column;
        var name = new System.Text.StringBuilder();
        var upper = false;
        foreach (var character in path)
        {
            if (!char.IsLetterOrDigit(character))
                upper = name.Length > 0;
            else if (name.Length < Capture.LeadDetails.MaxName)
                name.Append(upper ? char.ToUpperInvariant(character) : name.Length == 0 ? char.ToLowerInvariant(character) : character);
            if (char.IsLetterOrDigit(character))
                upper = false;
        }

        return name.ToString();
    }
}
