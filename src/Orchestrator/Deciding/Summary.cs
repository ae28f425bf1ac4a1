using System.Globalization;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Analysing;
using LeadPlatform.Orchestrator.Qualifying;

namespace LeadPlatform.Orchestrator.Deciding;

/// <summary>The lead in one sentence, of facts that name nobody: line, state, intent, hurry, topics, the way to reach them. No word of it is written by a model.</summary>
internal static class Summary
{
    public static string Of(LeadFacts lead, string intent, string urgency, IReadOnlyList<string> topics, string band) =>
        $"{Upper(band)} {lead.Line} lead in {lead.Contact.Address.State}: {Intent(intent)}, {Urgency(urgency)}; {Mentions(topics)}{Reach(lead)}.";

    private static string Mentions(IReadOnlyList<string> topics) => topics.Count == 0 ? "" : $"mentions {string.Join(", ", topics.Select(AnalysisTopic.InWords))}; ";

    private static string Intent(string intent) => intent switch
    {
        QualificationIntent.Switch => "wants to change carrier",
        QualificationIntent.Renewal => "a policy is about to end",
        QualificationIntent.Information => "is comparing for now",
        _ => "wants a new policy",
    };

    private static string Urgency(string urgency) => urgency switch
    {
        QualificationUrgency.Now => "at once",
        QualificationUrgency.Later => "in no hurry",
        _ => "soon",
    };

    private static string Reach(LeadFacts lead)
    {
        var channels = lead.Consent.Channels;
        return (lead.Contact.Phone is not null && channels.Contains("phone"), lead.Contact.Phone is not null && channels.Contains("sms"), lead.Contact.Email is not null && channels.Contains("email")) switch
        {
            (true, _, true) => "agreed to calls and e-mail",
            (true, _, _) => "agreed to calls",
            (_, true, true) => "agreed to text messages and e-mail, not to calls",
            (_, true, _) => "agreed to text messages, not to calls",
            (_, _, true) => "agreed to e-mail only",
            _ => "agreed to no way of contact that is known",
        };
    }

    private static string Upper(string word) => string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(word[0])}{word[1..]}");
}
