using System.Collections.Frozen;
using System.Reflection;

namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>Is there a mailbox that the consumer reads?</summary>
internal sealed class EmailPlausibility : ISignal
{
    private static readonly FrozenSet<string> Disposable = LoadDisposable();

    /// <summary>Nobody reads these.</summary>
    private static readonly FrozenSet<string> Unread = FrozenSet.Create("noreply", "no-reply", "no.reply", "donotreply", "do-not-reply", "mailer-daemon", "postmaster", "abuse", "nobody", "none", "null", "na", "n.a");

    /// <summary>Read by whoever is on duty, which is right for a business.</summary>
    private static readonly FrozenSet<string> Role = FrozenSet.Create("info", "sales", "admin", "support", "contact", "office", "help", "billing", "webmaster", "hr", "marketing", "service", "hello", "mail", "team");

    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Mailbox is not { } mailbox || lead.Domain is not { } domain)
        {
            findings.Add("email_missing", -4, "There is no e-mail address.");
            return;
        }

        if (IsDisposable(domain))
            Implausible(findings, "email_disposable", "The e-mail address is a throw-away mailbox.");
        else if (Unread.Contains(mailbox))
            Implausible(findings, "email_unread", "The e-mail address is one that nobody reads.");
        else if (MailDomains.IsMistyped(domain))
            findings.Add("email_mistyped", -10, "The e-mail address's domain looks like a common one mistyped.");
        else if (Role.Contains(mailbox) && lead.Line != Contracts.Leads.Line.Commercial)
            findings.Add("email_of_role", -6, "The e-mail address is a shared one, not a person's.");
        else if (LooksRandom(mailbox))
            findings.Add("email_random", -8, "The e-mail address looks made up.");
        else if (HoldsName(mailbox, lead))
            findings.Add("email_of_name", 8, "The e-mail address is plausible and fits the consumer's name.");
        else
            findings.Add("email_plausible", 5, "The e-mail address is plausible.");
    }

    internal static bool IsDisposable(string domain)
    {
        for (var rest = domain; ; rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (Disposable.Contains(rest))
                return true;
            if (!rest.Contains('.', StringComparison.Ordinal))
                return false;
        }
    }

    /// <summary>Digits and nothing else, or six consonants in a row.</summary>
    internal static bool LooksRandom(string mailbox)
    {
        var (letters, run, longest) = (0, 0, 0);
        foreach (var character in mailbox)
        {
            letters += char.IsAsciiLetter(character) ? 1 : 0;
            run = char.IsAsciiLetter(character) && !"aeiouy".Contains(character, StringComparison.Ordinal) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return letters == 0 || longest >= 6;
    }

    private static bool HoldsName(string mailbox, LeadFacts lead) => Holds(mailbox, lead.Contact.LastName) || Holds(mailbox, lead.Contact.FirstName);

    private static bool Holds(string mailbox, string name)
    {
        var letters = string.Concat(name.Where(char.IsAsciiLetter)).ToLowerInvariant();
        return letters.Length >= 3 && string.Concat(mailbox.Where(char.IsAsciiLetter)).Contains(letters, StringComparison.Ordinal);
    }

    private static void Implausible(Findings findings, string code, string text)
    {
        findings.EmailIsImplausible = true;
        findings.Add(code, -25, text);
    }

    private static FrozenSet<string> LoadDisposable()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("disposable-domains.txt")
            ?? throw new InvalidOperationException("The list of throw-away domains is not built into the service.");
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet();
    }
}
