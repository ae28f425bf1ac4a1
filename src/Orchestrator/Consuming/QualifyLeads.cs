using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Publishing;
using LeadPlatform.Orchestrator.Qualifying;
using EventId = LeadPlatform.Messaging.Events.EventId;

namespace LeadPlatform.Orchestrator.Consuming;

/// <summary>
/// Scores what was received and publishes the verdict. The verdict's id follows from the event's, and the score from the lead alone, so a redelivery
/// publishes the same event again, which the stream drops.
/// </summary>
internal sealed partial class QualifyLeads(LeadInputs inputs, EventPublisher publisher, QualificationMetrics metrics, TimeProvider time, ILogger<QualifyLeads> logger) : IEventHandler
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
        var outcomes = new Outcome[events.Count];
        for (var i = 0; i < events.Count; i++)
        {
            outcomes[i] = leads.TryGetValue(events[i].LeadId, out var lead) ? Qualify(events[i], lead, verdicts) : NotThere(events[i]);
        }

        await publisher.PublishAsync(verdicts, cancellationToken);
        metrics.BatchDone(time.GetElapsedTime(started), verdicts.Count);
        return outcomes;
    }

    private Outcome Qualify(ReceivedEvent received, QualificationInput lead, List<OutgoingEvent> verdicts)
    {
        LeadReceived data;
        try
        {
            data = received.DataAs(EventJson.Default.LeadReceived);
        }
        catch (JsonException)
        {
            return Outcome.GiveUp($"The data of {received.Type} has another shape than this version knows.");
        }

        var (qualification, ground) = Scorer.Score(lead);
        verdicts.Add(ground is null
            ? Follow(received, LeadEvents.Qualified, new LeadQualified(lead.Line, data.State, data.PostalCode, data.SourceId, qualification), EventJson.Default.LeadQualified)
            : Follow(received, LeadEvents.Disqualified, new LeadDisqualified(ground, qualification), EventJson.Default.LeadDisqualified));
        metrics.Qualified(qualification, ground);
        return Outcome.Done;
    }

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
