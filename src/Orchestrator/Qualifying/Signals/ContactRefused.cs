namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>Whoever says not to be contacted takes back their consent, whatever was ticked.</summary>
internal sealed class ContactRefused : ISignal
{
    private static readonly string[] Refuses =
    [
        "do not contact", "dont contact", "stop contacting", "stop calling", "stop emailing", "never contact", "remove me", "take me off", "unsubscribe", "opt out", "leave me alone",
        "i did not request", "i didnt request", "i never requested", "did not sign up", "didnt sign up", "not interested", "no me contacten", "no me contacte", "no me llamen más", "no me llamen mas", "quitarme de la lista",
    ];

    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Text.HasAny(Refuses))
            findings.Disqualify("contact_refused", "The consumer asks not to be contacted.");
    }
}
