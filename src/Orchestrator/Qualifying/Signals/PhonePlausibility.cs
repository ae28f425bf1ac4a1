using PhoneNumbers;

namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>Is there a phone number that a person answers?</summary>
internal sealed class PhonePlausibility : ISignal
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <summary>The United States and their territories.</summary>
    private static readonly HashSet<string> Home = ["US", "PR", "VI", "GU", "AS", "MP"];

    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Contact.Phone is not { } text)
        {
            findings.Add("phone_missing", -6, "There is no phone number.");
            return;
        }

        if (Parse(text) is not { } number || !Library.IsValidNumber(number))
        {
            Implausible(findings, "phone_invalid", "The phone number can't be dialled.");
            return;
        }

        var digits = Library.GetNationalSignificantNumber(number);
        var region = Library.GetRegionCodeForNumber(number);
        if (IsInvented(digits))
            Implausible(findings, "phone_invented", "The phone number's digits look invented.");
        else if (region is null || !Home.Contains(region))
            findings.Add("phone_abroad", -10, "The phone number is not of the United States.");
        else if (Library.GetNumberType(number) is PhoneNumberType.TOLL_FREE or PhoneNumberType.PREMIUM_RATE or PhoneNumberType.PERSONAL_NUMBER or PhoneNumberType.UAN)
            findings.Add("phone_of_business", -12, "The phone number is a service line, not a person's.");
        else if (AreaCodes.StateOf(digits) == lead.Contact.Address.State)
            findings.Add("phone_local", 9, "The phone number is plausible and its area code lies in the lead's state.");
        else
            findings.Add("phone_plausible", 6, "The phone number is plausible.");
    }

    /// <summary>One digit over and over, or digits in sequence, in the last seven places.</summary>
    internal static bool IsInvented(string digits)
    {
        if (digits.Length < 7)
            return true;
        var last = digits.AsSpan(digits.Length - 7);
        var (same, up, down) = (true, true, true);
        for (var i = 1; i < last.Length; i++)
        {
            same &= last[i] == last[0];
            up &= (last[i] - last[i - 1] + 10) % 10 == 1;
            down &= (last[i - 1] - last[i] + 10) % 10 == 1;
        }

        // 555 is set aside for fixtures (0100 to 0199) and directory services; nobody's line is 555-1212.
        return same || up || down || last is "5551212";
    }

    private static void Implausible(Findings findings, string code, string text)
    {
        findings.PhoneIsImplausible = true;
        findings.Add(code, -25, text);
    }

    private static PhoneNumber? Parse(string text)
    {
        try
        {
            return Library.Parse(text, "US");
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
