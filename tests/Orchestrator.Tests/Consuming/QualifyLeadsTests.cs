using System.Diagnostics;
using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Orchestrator.Consuming;
using LeadPlatform.Orchestrator.Tests.Hosting;
using LeadPlatform.Orchestrator.Tests.Qualifying;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.Orchestrator.Tests.Consuming;

public sealed class QualifyLeadsTests(RunningOrchestrator orchestrator)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_received_lead_is_qualified()
    {
        var lead = Leads.Good(notes: "Need a quote today");
        var received = (await orchestrator.ReceiveAsync(lead))[0];
        var (verdict, _) = await orchestrator.VerdictAsync(lead.LeadId);

        verdict.Type.ShouldBe(LeadEvents.Qualified);
        verdict.Id.ShouldBe(EventId.From(received.Id, LeadEvents.Qualified));
        var data = verdict.Data.Deserialize(EventJson.Default.LeadQualified)!;
        (data.Line, data.State, data.PostalCode).ShouldBe(("auto", "NY", "10001"));
        data.SourceId.ShouldNotBe(Guid.Empty);
        data.Qualification.Band.ShouldBe(QualificationBand.Hot);
        data.Qualification.Reasons.ShouldNotBeEmpty();
        data.Qualification.Revision.ShouldBeNull();
        data.Steps!.Select(step => (step.Name, step.Outcome)).ShouldBe(
        [
            (StepName.Screen, StepOutcome.Done), (StepName.Score, StepOutcome.Done), (StepName.Analyse, StepOutcome.Done), (StepName.Embed, StepOutcome.Skipped), (StepName.Decide, StepOutcome.Done),
        ]);
    }

    [Fact]
    public async Task A_lead_that_refuses_contact_is_disqualified_with_its_ground()
    {
        var lead = Leads.Good(notes: "Do not contact me again.");
        await orchestrator.ReceiveAsync(lead);
        var (verdict, _) = await orchestrator.VerdictAsync(lead.LeadId);

        verdict.Type.ShouldBe(LeadEvents.Disqualified);
        verdict.Data.Deserialize(EventJson.Default.LeadDisqualified)!.Reason.ShouldBe("contact_refused");
    }

    [Fact]
    public async Task No_personal_data_is_published()
    {
        var lead = Leads.Good(notes: "My name is Ada Byron of 1 Main Street");
        await orchestrator.ReceiveAsync(lead);
        var text = JsonSerializer.Serialize((await orchestrator.VerdictAsync(lead.LeadId)).Event, EventJson.Default.EventEnvelope);

        foreach (var secret in new[] { "Ada", "Byron", "Main Street", "5550123", "example.com", "1990" })
            text.ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_verdict_belongs_to_the_trace_of_what_caused_it()
    {
        using var source = new ActivitySource("LeadPlatform.Orchestrator.Tests");
        // The sources that the services export; the NATS client's own would write their spans into the headers.
        using var listener = new ActivityListener
        {
            ShouldListenTo = heard => heard.Name.StartsWith("LeadPlatform.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var lead = Leads.Good();
        string trace;
        using (var activity = source.StartActivity("capture")!)
        {
            trace = activity.TraceId.ToString();
            await orchestrator.ReceiveAsync(lead);
        }

        (await orchestrator.VerdictAsync(lead.LeadId)).Trace!.ShouldContain(trace);
    }

    [Fact]
    public async Task An_event_that_comes_again_leads_to_no_second_verdict()
    {
        var lead = Leads.Good();
        var outgoing = (await orchestrator.ReceiveAsync(lead))[0];
        await orchestrator.VerdictAsync(lead.LeadId);

        // As after a crash between publishing and acknowledging.
        using var scope = orchestrator.Services.CreateScope();
        var envelope = JsonSerializer.Deserialize(outgoing.Body, EventJson.Default.EventEnvelope)!;
        var again = new ReceivedEvent(envelope.Id, envelope.Type, envelope.Time, envelope.LeadId, envelope.Data, 2, default);
        var outcomes = await scope.ServiceProvider.GetRequiredService<QualifyLeads>().HandleAsync([again], Cancelled);

        outcomes.ShouldBe([Outcome.Done]);
        (await StoredAsync()).ShouldBe(1);

        async Task<int> StoredAsync() => (await orchestrator.Nats.StoredAsync(LeadEvents.Qualified, Cancelled)).Count(stored => stored.LeadId == lead.LeadId);
    }

    [Fact]
    public async Task Leads_that_wait_are_read_in_batches_as_a_service()
    {
        var leads = Enumerable.Range(0, 600).Select(_ => Leads.Good()).ToArray();
        var before = orchestrator.DataService.Batches.Count;
        await orchestrator.ReceiveAsync(leads);
        await Eventually.HoldsAsync(() => leads.All(lead => orchestrator.Verdicts(lead.LeadId).Count == 1));

        (orchestrator.DataService.Batches.Count - before).ShouldBeLessThan(300);
        orchestrator.DataService.InputTokens.ShouldAllBe(token => token.StartsWith("Bearer "));
    }

    [Fact]
    public async Task A_lead_that_was_erased_meanwhile_is_let_go_after_three_deliveries()
    {
        var lead = Leads.Good();
        using var scope = orchestrator.Services.CreateScope();
        var handler = scope.ServiceProvider.GetRequiredService<QualifyLeads>();
        var data = JsonSerializer.SerializeToElement(new LeadReceived("auto", "NY", "10001", Guid.Empty, Guid.Empty), EventJson.Default.LeadReceived);
        var kinds = new List<OutcomeKind>();
        for (var delivery = 1; delivery <= 3; delivery++)
            kinds.AddRange((await handler.HandleAsync([new ReceivedEvent(Guid.CreateVersion7(), LeadEvents.Received, DateTimeOffset.UtcNow, lead.LeadId, data, delivery, default)], Cancelled)).Select(outcome => outcome.Kind));

        kinds.ShouldBe([OutcomeKind.Retry, OutcomeKind.Retry, OutcomeKind.Done]);
    }

    [Fact]
    public async Task An_event_of_another_shape_is_given_up_and_its_neighbours_are_not()
    {
        var (good, bad) = (Leads.Good(), Leads.Good());
        orchestrator.DataService.Leads[good.LeadId] = good;
        orchestrator.DataService.Leads[bad.LeadId] = bad;
        using var scope = orchestrator.Services.CreateScope();
        var data = JsonSerializer.SerializeToElement(new LeadReceived("auto", "NY", "10001", Guid.Empty, Guid.Empty), EventJson.Default.LeadReceived);
        ReceivedEvent[] events =
        [
            new(Guid.CreateVersion7(), LeadEvents.Received, DateTimeOffset.UtcNow, bad.LeadId, JsonDocument.Parse("\"x\"").RootElement, 1, default),
            new(Guid.CreateVersion7(), LeadEvents.Received, DateTimeOffset.UtcNow, good.LeadId, data, 1, default),
        ];
        var outcomes = await scope.ServiceProvider.GetRequiredService<QualifyLeads>().HandleAsync(events, Cancelled);

        outcomes.Select(outcome => outcome.Kind).ShouldBe([OutcomeKind.GiveUp, OutcomeKind.Done]);
    }
}
