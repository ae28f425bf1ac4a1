namespace LeadPlatform.DataService.Capture;

/// <summary>A lead as it was posted: parsed, not yet checked. Members that were absent or null are null.</summary>
internal sealed class LeadPost
{
    public string? Line { get; set; }

    public ContactPost? Contact { get; set; }

    public ConsentPost? Consent { get; set; }

    public string? SubId { get; set; }

    public string? Notes { get; set; }

    /// <summary>The JSON object as posted, UTF-8; null where absent.</summary>
    public byte[]? Details { get; set; }
}

internal sealed class ContactPost
{
    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? DateOfBirth { get; set; }

    public AddressPost? Address { get; set; }
}

internal sealed class AddressPost
{
    public string? Street { get; set; }

    public string? City { get; set; }

    public string? State { get; set; }

    public string? PostalCode { get; set; }
}

internal sealed class ConsentPost
{
    public string? Text { get; set; }

    public List<string>? Sellers { get; set; }

    public List<string>? Channels { get; set; }

    public string? CapturedAt { get; set; }

    public string? PageUrl { get; set; }

    public string? Ip { get; set; }

    public string? UserAgent { get; set; }

    public string? Certificate { get; set; }
}
