using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>How soon, in the consumer's words or in a time frame among the details.</summary>
internal sealed class UrgencyWords : ISignal
{
    // "Not urgent" must not count as urgent, so no hurry is looked for first.
    private static readonly string[] Later =
    [
        "no rush", "no hurry", "not urgent", "just comparing", "just looking", "just browsing", "next year", "some day", "someday", "no immediate", "not in a hurry",
        "sin prisa", "no hay prisa", "no es urgente", "just researching", "6 months", "six months", "3 6 months", "more than 3 months",
    ];

    private static readonly string[] Now =
    [
        "today", "tonight", "tomorrow", "asap", "as soon as possible", "immediately", "right away", "right now", "urgent", "urgently", "emergency", "need coverage now",
        "expires on", "expires this week", "expires tomorrow", "expires today", "expiring this week", "about to expire", "expired", "lapsed", "cancelled", "canceled", "closing this week",
        "hoy", "mañana", "urgente", "lo antes posible", "cuanto antes", "ahora mismo", "within 7 days", "this week",
    ];

    private static readonly string[] Soon =
    [
        "this month", "next week", "next month", "moving", "new house", "closing on", "bought a", "buying a", "turning 65", "turning 26", "renewal", "renews", "expires", "expiring", "soon",
        "este mes", "próxima semana", "proxima semana", "pronto", "within 30 days", "1 month", "2 weeks",
    ];

    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Text.HasAny(Later))
        {
            findings.Urgency = QualificationUrgency.Later;
            findings.Add("no_hurry", -8, "The consumer says there is no hurry.");
        }
        else if (lead.Text.HasAny(Now))
        {
            findings.Urgency = QualificationUrgency.Now;
            findings.Add("urgent", 14, "The consumer needs cover at once.");
        }
        else if (lead.Text.HasAny(Soon))
        {
            findings.Urgency = QualificationUrgency.Soon;
            findings.Add("soon", 7, "The consumer names a reason to act soon.");
        }
    }
}
