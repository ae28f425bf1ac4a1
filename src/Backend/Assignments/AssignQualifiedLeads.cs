using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Events;

namespace LeadPlatform.Backend.Assignments;

/// <summary>Handles <c>leads.qualified.v1</c>.</summary>
internal sealed class AssignQualifiedLeads(Assigner assigner) : IEventHandler
{
    public const string Durable = "backend-assignment";

    public async Task<IReadOnlyList<Outcome>> HandleAsync(IReadOnlyList<ReceivedEvent> events, CancellationToken cancellationToken)
    {
        var outcomes = new Outcome[events.Count];
        var leads = new List<WaitingLead>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            outcomes[i] = Outcome.Done;
            if (Read(events[i]) is { } lead)
                leads.Add(lead);
            else
                outcomes[i] = Outcome.GiveUp("The data is not that of a qualified lead.");
        }

        if (leads.Count > 0)
            await assigner.AssignAsync(leads, cancellationToken);
        return outcomes;
    }

    private static WaitingLead? Read(ReceivedEvent received)
    {
        try
        {
            var data = received.DataAs(EventJson.Default.LeadQualified);
            return data is { State: not null, Line: not null }
                ? new WaitingLead(received.LeadId, new StateLine(data.State.ToUpperInvariant(), data.Line), received.Id, received.Trace)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
