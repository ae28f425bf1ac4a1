using System.Security.Cryptography;
using System.Text;

namespace LeadPlatform.DataService.Contacts;

/// <summary>
/// Blind index of a contact value: half of an HMAC-SHA256 under a key of the platform. Equal values give equal keys, so leads can be found and compared
/// by phone, e-mail and name without the database holding any of them in the clear.
/// </summary>
internal sealed class ContactKeys
{
    private readonly byte[] _key;

    public ContactKeys(ReadOnlySpan<byte> key) => _key = key.ToArray();

    /// <param name="phone">E.164.</param>
    public Guid OfPhone(string phone) => Of('p', phone);

    /// <param name="email">As <see cref="EmailAddress.Parse"/> gives it; plus-tags and the dots that Gmail ignores don't tell people apart.</param>
    public Guid OfEmail(string email) => Of('e', EmailAddress.Fold(email));

    /// <param name="word">A word of a name, as <see cref="NameWords"/> gives it.</param>
    public Guid OfNameWord(string word) => Of('n', word);

    /// <param name="street">As <see cref="Places.StreetAddress.Fold"/> gives it.</param>
    /// <param name="postalCode">Five digits.</param>
    public Guid OfAddress(string street, string postalCode) => Of('a', $"{postalCode} {street}");

    /// <param name="network">An IPv4 address, or the network of an IPv6 one.</param>
    public Guid OfIp(string network) => Of('i', network);

    /// <param name="words">All words of a name, as <see cref="NameWords"/> gives them, with blanks between.</param>
    public Guid OfPerson(string words) => Of('f', words);

    private Guid Of(char kind, string value)
    {
        Span<byte> input = stackalloc byte[1 + (3 * 256)];
        input[0] = (byte)kind;
        var length = 1 + Encoding.UTF8.GetBytes(value, input[1..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, input[..length], hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
