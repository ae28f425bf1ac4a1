using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Publishing;
using LeadPlatform.Orchestrator.Consuming;
using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.Orchestrator.Workflow;
using Microsoft.Extensions.Options;
using EventId = LeadPlatform.Messaging.Events.EventId;

namespace LeadPlatform.Orchestrator.Analysing;

/// <summary>
/// Takes leads that went on without an answer through the steps once more, with the time it takes, and publishes the amendment. The amendment's id follows from the
/// verdict's, so a redelivery publishes the same event.
/// </summary>
internal sealed partial class AmendQualifications(
    LeadInputs inputs,
    QualificationWorkflow workflow,
    EventPublisher publisher,
    WorkflowMetrics metrics,
    IOptions<AiOptions> options,
    TimeProvider time,
    ILogger<AmendQualifications> logger) : IEventHandler
{
    /// <summary>Deliveries after which a lead stays as it is.</summary>
    private const int Patience = 5;

    public async Task<IReadOnlyList<Outcome>> HandleAsync(IReadOnlyList<ReceivedEvent> events, CancellationToken cancellationToken)
    {
        var outcomes = new Outcome[events.Count];
        Array.Fill(outcomes, Outcome.Done);
        var late = Enumerable.Range(0, events.Count).Where(i => Late(events[i]).Count > 0).ToList();
        if (late.Count == 0)
            return outcomes;
        var leads = await inputs.ReadAsync(late.Select(i => events[i].LeadId), cancellationToken);
        await Task.WhenAll(late.Where(i => leads.ContainsKey(events[i].LeadId)).Select(async i => outcomes[i] = await AmendAsync(events[i], leads[events[i].LeadId], cancellationToken)));
        return outcomes;
    }

    /// <summary>Names of the steps the lead went on without.</summary>
    private static List<string> Late(ReceivedEvent qualified)
    {
        try
        {
            return [.. (qualified.DataAs(EventJson.Default.LeadQualified).Steps ?? []).Where(step => step.Outcome == StepOutcome.Late).Select(step => step.Name)];
        }
        catch (JsonException)
        {
            // Recorder and assignment give it up and say so; there is nothing to amend.
            return [];
        }
    }

    private async Task<Outcome> AmendAsync(ReceivedEvent qualified, QualificationInput lead, CancellationToken cancellationToken)
    {
        var verdict = await workflow.RunAsync(lead, time.GetUtcNow() + options.Value.GiveUpAfter, cancellationToken);
        var analysed = verdict.Steps.Single(step => step.Name == StepName.Analyse);
        if (verdict.Steps.Any(step => step.Outcome == StepOutcome.Late) && qualified.Delivery < Patience)
            return Outcome.Retry("The answer is still under way.");
        // A vector that came late is where it belongs by now, and changes nothing in the qualification.
        if (!Late(qualified).Contains(StepName.Analyse))
            return Outcome.Done;
        if (analysed.Outcome != StepOutcome.Done)
        {
            Log.NotAmended(logger, lead.LeadId, analysed.Reason ?? analysed.Outcome);
            return Outcome.Done;
        }

        var amended = new LeadAmended(AmendmentCause.LateAnalysis, verdict.Qualification with { Revision = 1 }, verdict.Steps);
        await publisher.PublishAsync(
            [OutgoingEvent.Create(LeadEvents.Amended, lead.LeadId, amended, EventJson.Default.LeadAmended, time.GetUtcNow(), EventId.From(qualified.Id, LeadEvents.Amended), qualified.Trace)],
            cancellationToken);
        metrics.Amended(AmendmentCause.LateAnalysis);
        return Outcome.Done;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3120, Level = LogLevel.Warning, Message = "Lead {LeadId} keeps its local result: {Reason}")]
        public static partial void NotAmended(ILogger logger, Guid leadId, string reason);
    }
}
