using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Contacts;

namespace LeadPlatform.DataService.Suppressions;

/// <summary>A phone or an e-mail in a query string.</summary>
internal static class SuppressionQuery
{
    /// <returns>Null where none was given, or where <paramref name="errors"/> says what is wrong with it.</returns>
    public static Guid? Key(string? phone, string? email, ContactKeys keys, List<FieldError> errors)
    {
        if (phone is not null && email is not null)
            errors.Add(new FieldError("phone", "too_many", "Give phone or email, not both."));
        else if (phone is not null)
            return Found("phone", SuppressedValue.OfPhone(phone, keys), errors);
        else if (email is not null)
            // In a query a plus stands for a blank, which no address holds.
            return Found("email", SuppressedValue.OfEmail(email.Trim().Replace(' ', '+'), keys), errors);
        return null;
    }

    private static Guid? Found(string path, SuppressedValue? value, List<FieldError> errors)
    {
        if (value is null)
            errors.Add(new FieldError(path, "format", path == "phone" ? "Must be a phone number that can be dialled, with area code." : "Must be an e-mail address such as name@example.com."));
        return value?.Key;
    }
}
