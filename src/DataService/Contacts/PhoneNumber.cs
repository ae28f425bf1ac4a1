using PhoneNumbers;

namespace LeadPlatform.DataService.Contacts;

/// <summary>Phone numbers in any format people write, by libphonenumber; without a country code they are numbers of the United States.</summary>
internal static class PhoneNumber
{
    /// <summary>Longer than any number with its punctuation and extension.</summary>
    public const int MaxLength = 40;

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <summary>The number in E.164 (<c>+12125550123</c>); null where it is none that can be dialled.</summary>
    public static string? Parse(string text)
    {
        if (text.Length is < 7 or > MaxLength)
            return null;
        return UsualNumber.Parse(text) ?? ParseAny(text);
    }

    /// <summary>The same by the library alone.</summary>
    internal static string? ParseAny(string text)
    {
        try
        {
            var number = Library.Parse(text, "US");
            return Library.IsValidNumber(number) ? Library.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
