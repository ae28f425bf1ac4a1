namespace LeadPlatform.DataService.Contacts;

/// <summary>
/// Numbers of North America as nearly every lead has them, without the library's regular expressions (3 % of the CPU of a capture). In most area codes every
/// exchange from 200 to 999 can be dialled; which ones those are is asked of the library, once for each.
/// </summary>
internal static class UsualNumber
{
    private const byte Ask = 1;
    private const byte Plain = 2;

    private static readonly byte[] AreaCodes = new byte[1000];

    /// <summary>The number in E.164, or null where the library must say.</summary>
    public static string? Parse(string text)
    {
        Span<char> e164 = stackalloc char[12];
        var length = 2;
        var international = false;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsAsciiDigit(character))
            {
                if (length == 2 && character == '1' && e164[0] != '1')
                    e164[0] = '1';
                else if (length == e164.Length)
                    return null;
                else
                    e164[length++] = character;
            }
            else if (character == '+' && i == 0)
                international = true;
            else if (character is not (' ' or '-' or '.' or '(' or ')'))
                return null;
        }

        if (length != e164.Length || (international && e164[0] != '1') || e164[5] < '2')
            return null;
        (e164[0], e164[1]) = ('+', '1');
        return IsPlain(e164) ? new string(e164) : null;
    }

    private static bool IsPlain(ReadOnlySpan<char> e164)
    {
        var area = ((e164[2] - '0') * 100) + ((e164[3] - '0') * 10) + e164[4] - '0';
        if (AreaCodes[area] == 0)
            AreaCodes[area] = Find(area);
        return AreaCodes[area] == Plain;
    }

    private static byte Find(int area)
    {
        for (var exchange = 200; exchange < 1000; exchange += 17)
        {
            var number = $"+1{area:000}{exchange:000}{exchange * 7 % 10000:0000}";
            if (PhoneNumber.ParseAny(number) != number)
                return Ask;
        }

        return Plain;
    }
}
