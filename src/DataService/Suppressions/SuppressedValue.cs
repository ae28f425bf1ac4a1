using LeadPlatform.DataService.Contacts;

namespace LeadPlatform.DataService.Suppressions;

/// <summary>A phone or e-mail as the list knows it.</summary>
/// <param name="Kind"><see cref="Phone"/> or <see cref="Email"/>.</param>
internal readonly record struct SuppressedValue(string Kind, Guid Key)
{
    public const string Phone = "phone";
    public const string Email = "email";

    /// <returns>Null where the text is no phone number that can be dialled.</returns>
    public static SuppressedValue? OfPhone(string text, ContactKeys keys) =>
        PhoneNumber.Parse(text.Trim()) is { } phone ? new(Phone, keys.OfPhone(phone)) : null;

    /// <returns>Null where the text is no e-mail address.</returns>
    public static SuppressedValue? OfEmail(string text, ContactKeys keys) =>
        EmailAddress.Parse(text.Trim()) is { } email ? new(Email, keys.OfEmail(email)) : null;

    /// <summary>Whichever of the two it is.</summary>
    public static SuppressedValue? Of(string text, ContactKeys keys) =>
        text.Contains('@', StringComparison.Ordinal) ? OfEmail(text, keys) : OfPhone(text, keys);
}
