namespace LeadPlatform.Crash.Tests.Ledger;

/// <summary>What publishers were told, beside what is stored.</summary>
/// <param name="Acknowledged">Keys answered 201.</param>
/// <param name="Stored">Leads in the database.</param>
/// <param name="Keys">Keys in the database.</param>
/// <param name="Lost">Leads named in a 201 that are not in the database.</param>
/// <param name="OtherLead">Keys answered with one lead and stored with another.</param>
/// <param name="Doubled">Leads without a key (all were sent with one), and keys that share a lead.</param>
/// <param name="WithoutOutcome">Leads that are still on their way.</param>
/// <param name="EventNotDelivered">Leads that go further than their capture and were qualified by nobody.</param>
/// <param name="LeftInOutbox">Events that were never published.</param>
/// <param name="Assigned">Leads that have an agent, as DataService says.</param>
/// <param name="Legs">Leads that have an agent, as Backend says.</param>
internal sealed record Comparison(
    int Acknowledged, int Stored, int Keys, int Lost, int OtherLead, int Doubled, long WithoutOutcome, long EventNotDelivered, long LeftInOutbox, long Assigned, long Legs)
{
    public override string ToString() =>
        $"{Acknowledged} keys answered 201, {Keys} keys and {Stored} leads stored: {Lost} lost, {OtherLead} with another lead, {Doubled} doubled, {WithoutOutcome} without outcome, " +
        $"{EventNotDelivered} events not delivered, {LeftInOutbox} left in the outbox; {Assigned} assigned in DataService, {Legs} in Backend";

    public IEnumerable<string> Faults()
    {
        if (Lost + OtherLead + Doubled > 0 || Acknowledged > Keys)
            yield return $"Not every 201 is stored exactly once: {this}";
        if (WithoutOutcome + EventNotDelivered + LeftInOutbox > 0)
            yield return $"Not every lead reached its outcome: {this}";
        if (Assigned != Legs)
            yield return $"DataService and Backend disagree about who is assigned: {this}";
    }
}
