using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.Storage;

namespace LeadPlatform.DataService.Searching;

/// <summary>What a lead is found by: the words of its name, its e-mail and its phone, as blind-index keys.</summary>
internal sealed class SearchKeys(ContactKeys contacts)
{
    /// <summary>Adds the keys of one lead; each once.</summary>
    public void AddTo(List<(long Key, Guid LeadId)> rows, Guid leadId, PersonalDocument person)
    {
        if (person.ErasedSince is not null)
            return;
        foreach (var word in NameWords.Of(person.Name))
            rows.Add((OfNameWord(word), leadId));
        if (person.Email is { } email)
            rows.Add((OfEmail(email), leadId));
        if (person.Phone is { } phone)
            rows.Add((OfPhone(phone), leadId));
    }

    /// <param name="word">As <see cref="NameWords"/> gives it.</param>
    public long OfNameWord(string word) => SearchKey.Of(contacts.OfNameWord(word));

    /// <param name="email">As <see cref="EmailAddress.Parse"/> gives it.</param>
    public long OfEmail(string email) => SearchKey.Of(contacts.OfEmail(email));

    /// <param name="phone">E.164.</param>
    public long OfPhone(string phone) => SearchKey.Of(contacts.OfPhone(phone));
}
