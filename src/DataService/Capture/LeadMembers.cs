using System.Collections.Frozen;

namespace LeadPlatform.DataService.Capture;

/// <summary>The members of a lead by their paths, for contents that name them so: forms and mapped payloads.</summary>
internal static class LeadMembers
{
    public const string Details = "details.";

    private static readonly FrozenDictionary<string, Action<LeadPost, string>> Texts = new Dictionary<string, Action<LeadPost, string>>(StringComparer.Ordinal)
    {
        ["line"] = (lead, value) => lead.Line = value,
        ["contact.firstName"] = (lead, value) => Contact(lead).FirstName = value,
        ["contact.lastName"] = (lead, value) => Contact(lead).LastName = value,
        ["contact.email"] = (lead, value) => Contact(lead).Email = value,
        ["contact.phone"] = (lead, value) => Contact(lead).Phone = value,
        ["contact.dateOfBirth"] = (lead, value) => Contact(lead).DateOfBirth = value,
        ["contact.address.street"] = (lead, value) => Address(lead).Street = value,
        ["contact.address.city"] = (lead, value) => Address(lead).City = value,
        ["contact.address.state"] = (lead, value) => Address(lead).State = value,
        ["contact.address.postalCode"] = (lead, value) => Address(lead).PostalCode = value,
        ["consent.text"] = (lead, value) => Consent(lead).Text = value,
        ["consent.capturedAt"] = (lead, value) => Consent(lead).CapturedAt = value,
        ["consent.pageUrl"] = (lead, value) => Consent(lead).PageUrl = value,
        ["consent.ip"] = (lead, value) => Consent(lead).Ip = value,
        ["consent.userAgent"] = (lead, value) => Consent(lead).UserAgent = value,
        ["consent.certificate"] = (lead, value) => Consent(lead).Certificate = value,
        ["subId"] = (lead, value) => lead.SubId = value,
        ["notes"] = (lead, value) => lead.Notes = value,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Func<LeadPost, List<string>>> Lists = new Dictionary<string, Func<LeadPost, List<string>>>(StringComparer.Ordinal)
    {
        ["consent.sellers"] = lead => Consent(lead).Sellers ??= [],
        ["consent.channels"] = lead => Consent(lead).Channels ??= [],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What sets a member that is one text; null where there is none of that path.</summary>
    public static Action<LeadPost, string>? Text(string path) => Texts.GetValueOrDefault(path);

    /// <summary>What gives a member that is a list of texts; null where there is none of that path.</summary>
    public static Func<LeadPost, List<string>>? List(string path) => Lists.GetValueOrDefault(path);

    private static ContactPost Contact(LeadPost lead) => lead.Contact ??= new ContactPost();

    private static AddressPost Address(LeadPost lead) => Contact(lead).Address ??= new AddressPost();

    private static ConsentPost Consent(LeadPost lead) => lead.Consent ??= new ConsentPost();
}
