using System.Collections.Frozen;

namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>Mailbox providers that many consumers use, to recognise a slip of the finger.</summary>
internal static class MailDomains
{
    private static readonly string[] Common =
    [
        "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "comcast.net", "verizon.net", "bellsouth.net", "sbcglobal.net", "charter.net",
        "msn.com", "live.com", "aol.com", "att.net", "cox.net", "mac.com", "me.com",
    ];

    /// <summary>Real domains that lie one slip away from a common one.</summary>
    private static readonly FrozenSet<string> Real = FrozenSet.Create(
        "gmx.com", "ymail.com", "mail.com", "email.com", "fmail.com", "hmail.com", "tmail.com", "yahoo.co", "yahoo.ca", "live.ca", "msn.ca", "att.com", "cox.com", "max.com", "mc.com", "charter.com", "comcast.com", "verizon.com");

    /// <summary>True where a common domain becomes this one by one letter left out, added, changed, or two swapped.</summary>
    public static bool IsMistyped(string domain)
    {
        if (Common.Contains(domain) || Real.Contains(domain))
            return false;
        foreach (var common in Common)
        {
            // Short names have too many real neighbours.
            if (common.Length > 7 && IsOneSlipAway(domain, common))
                return true;
        }

        return false;
    }

    internal static bool IsOneSlipAway(string typed, string meant)
    {
        if (Math.Abs(typed.Length - meant.Length) > 1)
            return false;
        var start = 0;
        while (start < typed.Length && start < meant.Length && typed[start] == meant[start])
            start++;
        var left = typed.AsSpan(start);
        var right = meant.AsSpan(start);
        if (left.Length == right.Length)
        {
            return left.Length > 0
                && (left[1..].SequenceEqual(right[1..])
                    || (left.Length > 1 && left[0] == right[1] && left[1] == right[0] && left[2..].SequenceEqual(right[2..])));
        }

        return left.Length > right.Length ? left[1..].SequenceEqual(right) : left.SequenceEqual(right[1..]);
    }
}
