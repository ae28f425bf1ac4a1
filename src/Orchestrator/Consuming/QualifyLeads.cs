using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Publishing;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.Orchestrator.Workflow;
using Microsoft.Extensions.Options;
using EventId = LeadPlatform.Messaging.Events.EventId;

namespace LeadPlatform.Orchestrator.Consuming;

/// <summary>
/// Qualifies what was received and publishes the verdict. The verdict's id follows from the event's, so a redelivery publishes the same event again, which the
/// stream drops. Verdicts that are there at once leave together; one that waits for an answer leaves when it has it, and keeps no other waiting.
/// </summary>
internal sealed partial class QualifyLeads(
    LeadInputs inputs,
    QualificationWorkflow workflow,
    EventPublisher publisher,
    QualificationMetrics metrics,
    IOptions<WorkflowOptions> options,
    TimeProvider time,
    ILogger<QualifyLeads> logger) : IEventHandler
{
    /// <summary>Deliveries after which a lead that DataService does not know counts as erased.</summary>
    private const int Patience = 3;

    public async Task<IReadOnlyList<Outcome>> HandleAsync(IReadOnlyList<ReceivedEvent> events, CancellationToken cancellationToken)
    {
        using var activity = QualificationMetrics.Activities.StartActivity(
            "qualify leads", ActivityKind.Internal, default(ActivityContext), links: events.Where(one => one.Trace != default).Select(one => new ActivityLink(one.Trace)));
        activity?.SetTag("messaging.batch.message_count", events.Count);
        var started = time.GetTimestamp();
        var leads = await inputs.ReadAsync(events.Select(one => one.LeadId), cancellationToken);
        var verdicts = new List<OutgoingEvent>(events.Count);
        var waiting = new List<Task>();
        var outcomes = new Outcome[events.Count];
        for (var i = 0; i < events.Count; i++)
        {
            outcomes[i] = leads.TryGetValue(events[i].LeadId, out var lead) ? Outcome.Done : NotThere(events[i]);
            if (lead is null)
                continue;
            if (Read(events[i]) is not { } data)
            {
                outcomes[i] = Outcome.GiveUp($"The data of {events[i].Type} has another shape than this version knows.");
                continue;
            }

            var verdict = QualifyAsync(events[i], data, lead, cancellationToken);
            if (verdict.IsCompletedSuccessfully)
                verdicts.Add(verdict.Result);
            else
                waiting.Add(PublishAsync(verdict, cancellationToken));
        }

        await publisher.PublishAsync(verdicts, cancellationToken);
        await Task.WhenAll(waiting);
        metrics.BatchDone(time.GetElapsedTime(started), verdicts.Count + waiting.Count);
        return outcomes;
    }

    private static LeadReceived? Read(ReceivedEvent received)
    {
        try
        {
            return received.DataAs(EventJson.Default.LeadReceived);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async ValueTask<OutgoingEvent> QualifyAsync(ReceivedEvent received, LeadReceived data, QualificationInput lead, CancellationToken cancellationToken)
    {
        var (qualification, ground, steps) = await workflow.RunAsync(lead, received.Time + options.Value.Deadline, cancellationToken);
        metrics.Qualified(qualification, ground);
        return ground is null
            ? Follow(received, LeadEvents.Qualified, new LeadQualified(lead.Line, data.State, data.PostalCode, data.SourceId, qualification, steps), EventJson.Default.LeadQualified)
            : Follow(received, LeadEvents.Disqualified, new LeadDisqualified(ground, qualification, steps), EventJson.Default.LeadDisqualified);
    }

    private async Task PublishAsync(ValueTask<OutgoingEvent> verdict, CancellationToken cancellationToken) =>
        await publisher.PublishAsync([await verdict], cancellationToken);

    private OutgoingEvent Follow<T>(ReceivedEvent received, string type, T data, JsonTypeInfo<T> json) =>
        OutgoingEvent.Create(type, received.LeadId, data, json, time.GetUtcNow(), EventId.From(received.Id, type), received.Trace);

    private Outcome NotThere(ReceivedEvent received)
    {
        if (received.Delivery < Patience)
            return Outcome.Retry("DataService does not know the lead.", TimeSpan.FromSeconds(1));
        Log.Erased(logger, received.LeadId);
        return Outcome.Done;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3000, Level = LogLevel.Warning, Message = "Lead {LeadId} was received and is not known any more; it is not qualified")]
        public static partial void Erased(ILogger logger, Guid leadId);
    }
}
