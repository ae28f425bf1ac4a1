using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Forms.Questions;

namespace LeadPlatform.Frontend.Console.Leads;

/// <summary>The API's words as a screen says them.</summary>
internal static class LeadWords
{
    public static string Line(string line) => line switch
    {
        Contracts.Leads.Line.Medicare => "Medicare",
        { Length: > 0 } => Sentence(line),
        _ => "",
    };

    public static string Status(string status) => Sentence(status);

    public static string Urgency(string? urgency) => urgency is null ? "–" : Sentence(urgency);

    public static string State(string code) => UsStates.All.FirstOrDefault(state => state.Value == code)?.Label ?? code;

    public static string Intent(string intent) => intent switch
    {
        QualificationIntent.NewPolicy => "Wants a new policy",
        QualificationIntent.Switch => "Wants to switch insurers",
        QualificationIntent.Renewal => "Has a renewal coming up",
        QualificationIntent.Information => "Wants information",
        _ => Sentence(intent),
    };

    public static string UrgencySentence(string urgency) => urgency switch
    {
        QualificationUrgency.Now => "needs it now",
        QualificationUrgency.Soon => "needs it soon",
        QualificationUrgency.Later => "no hurry",
        _ => urgency,
    };

    public static string LostReason(string reason) => reason switch
    {
        Contracts.Leads.LostReason.NotReachable => "Not reachable",
        Contracts.Leads.LostReason.WrongContact => "Wrong contact details",
        Contracts.Leads.LostReason.NotInterested => "Not interested",
        Contracts.Leads.LostReason.NotEligible => "Not eligible",
        Contracts.Leads.LostReason.Price => "Price",
        Contracts.Leads.LostReason.Other => "Other",
        _ => Sentence(reason),
    };

    public static string Phone(string phone)
    {
        var digits = new string([.. phone.Where(char.IsAsciiDigit)]);
        return digits.Length == 11 && digits[0] == '1' ? $"({digits[1..4]}) {digits[4..7]}-{digits[7..]}" : phone;
    }

    /// <summary><c>currently_insured</c> and <c>currentlyInsured</c> both become <c>Currently insured</c>.</summary>
    public static string Sentence(string word)
    {
        var text = string.Concat(word.Select((letter, at) =>
            letter is '_' ? " " : char.IsAsciiLetterUpper(letter) && at > 0 ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
        return text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }
}
