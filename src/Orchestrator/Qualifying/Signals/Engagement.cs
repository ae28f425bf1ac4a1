namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>Whoever writes something, or asks for a call, means it.</summary>
internal sealed class Engagement : ISignal
{
    private static readonly string[] CallMe =
        ["please call", "call me", "call after", "call before", "give me a call", "reach me", "text me", "best time", "llámame", "llamame", "llamar después", "llamar despues", "need help", "help choosing"];

    public void Read(LeadFacts lead, Findings findings)
    {
        if (lead.Text.HasAny(CallMe))
            findings.Add("asks_for_contact", 5, "The consumer asks to be contacted.");
        else if (lead.Text.HasNotes)
            findings.Add("wrote_notes", 2, "The consumer added a note of their own.");
    }
}
