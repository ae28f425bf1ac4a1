using System.Net;
using System.Net.Sockets;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.Places;
using LeadPlatform.DataService.Searching;
using LeadPlatform.DataService.Storage;

namespace LeadPlatform.DataService.Graph;

/// <summary>
/// What a lead has in common with others, as halves of keyed hashes (<see cref="ContactKeys"/>). Of 5,000,000 different ones two are the same once in a million such graphs.
/// </summary>
internal sealed class GraphKeys(ContactKeys contacts)
{
    // An IPv6 customer has at least a /64 of their own.
    private const int OwnBytesOfIpV6 = 8;

    public GraphLead Of(LeadFacts lead, PersonalDocument person) =>
        Of(lead, person.FirstName, person.LastName, person.Phone, person.Email, person.Street, person.Ip);

    /// <param name="phone">E.164.</param>
    /// <param name="email">As <see cref="EmailAddress.Parse"/> gives it.</param>
    public GraphLead Of(LeadFacts lead, string firstName, string lastName, string? phone, string? email, string? street, string? ip) => new(
        lead.LeadId,
        lead.Line,
        lead.State,
        lead.SourceId,
        phone is null ? null : SearchKey.Of(contacts.OfPhone(phone)),
        email is null ? null : SearchKey.Of(contacts.OfEmail(email)),
        street is not null && StreetAddress.Fold(street) is { Length: > 0 } folded ? SearchKey.Of(contacts.OfAddress(folded, lead.PostalCode)) : null,
        Network(ip) is { } network ? SearchKey.Of(contacts.OfIp(network)) : null,
        SearchKey.Of(contacts.OfPerson(Person($"{firstName} {lastName}"))),
        lead.ReferredBy == lead.LeadId ? null : lead.ReferredBy,
        lead.Outcome is null ? null : lead.AgentId,
        lead.AgentId is null ? null : lead.Outcome);

    private static string Person(string name) => string.Join(' ', NameWords.Of(name)) is var words && words.Length > StreetAddress.MaxFolded ? words[..StreetAddress.MaxFolded] : words;

    /// <summary>The address of an IPv4 host, the network of an IPv6 one; null for what is no address.</summary>
    internal static string? Network(string? ip)
    {
        if (!IPAddress.TryParse(ip, out var address))
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(OwnBytesOfIpV6).Clear();
        return new IPAddress(bytes).ToString();
    }
}

/// <summary>What the graph takes of a lead's own row.</summary>
internal readonly record struct LeadFacts(Guid LeadId, string Line, string State, string PostalCode, Guid SourceId, Guid? ReferredBy = null, Guid? AgentId = null, string? Outcome = null);
