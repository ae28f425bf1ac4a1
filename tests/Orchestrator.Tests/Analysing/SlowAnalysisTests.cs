using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Orchestrator.Tests.Hosting;
using LeadPlatform.Orchestrator.Tests.Providers;
using LeadPlatform.Orchestrator.Tests.Qualifying;
using LeadPlatform.TestHost;
using LeadPlatform.TestHost.Ai;

namespace LeadPlatform.Orchestrator.Tests.Analysing;

/// <summary>The whole service with a provider that takes its time.</summary>
public sealed class SlowAnalysisTests : IAsyncLifetime
{
    private readonly RunningOrchestrator _orchestrator = new();
    private AiServer _ai = null!;

    public async ValueTask InitializeAsync()
    {
        _ai = await AiServer.StartAsync();
        foreach (var (key, value) in AiHost.Chain(_ai))
            _orchestrator.Settings["Ai:" + key] = value;
        _orchestrator.Settings["Qualification:Deadline"] = "00:00:02";
        _orchestrator.Settings["Messaging:Consumers:orchestrator-amendment:RetryDelay"] = "00:00:00.2";
        await _orchestrator.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _orchestrator.DisposeAsync();
        await _ai.DisposeAsync();
    }

    [Fact]
    public async Task A_quick_answer_is_in_the_verdict()
    {
        var lead = Leads.Good(notes: "My rate went up by a third.");
        await _orchestrator.ReceiveAsync(Fresh(lead));

        var qualified = Qualified(await _orchestrator.VerdictAsync(lead.LeadId));

        var step = qualified.Steps!.Single(step => step.Name == StepName.Analyse);
        // A machine that is busy may make it late; then it is amended, which the next test is about.
        if (step.Outcome == StepOutcome.Done)
        {
            step.By.ShouldBe($"main/{AiServer.Model}");
            qualified.Qualification.Model.ShouldBe($"local-points-2+{AiServer.Model}");
            qualified.Qualification.Summary.ShouldContain("mentions a higher premium");
        }

        step.Outcome.ShouldBeOneOf(StepOutcome.Done, StepOutcome.Late);
    }

    [Fact]
    public async Task A_lead_goes_on_by_its_deadline_and_the_answer_amends_it_when_it_comes()
    {
        var released = new TaskCompletionSource();
        _ai.Otherwise = AiReply.AnswerAfter(released.Task);
        var lead = Leads.Good(notes: "My rate went up by half.");
        await _orchestrator.ReceiveAsync(Fresh(lead));

        var verdict = await _orchestrator.VerdictAsync(lead.LeadId);
        var qualified = Qualified(verdict);
        qualified.Steps!.Single(step => step.Name == StepName.Analyse).ShouldSatisfyAllConditions(step => step.Outcome.ShouldBe(StepOutcome.Late), step => step.Reason.ShouldBeOneOf("deadline", "no_time_left"));
        qualified.Qualification.Model.ShouldBe("local-points-2");
        released.SetResult();

        await Eventually.HoldsAsync(() => _orchestrator.Verdicts(lead.LeadId).Count == 2);
        var (amended, _) = _orchestrator.Verdicts(lead.LeadId)[1];
        (amended.Type, amended.Id).ShouldBe((LeadEvents.Amended, EventId.From(verdict.Event.Id, LeadEvents.Amended)));
        var data = amended.Data.Deserialize(EventJson.Default.LeadAmended)!;
        data.Cause.ShouldBe(AmendmentCause.LateAnalysis);
        data.Qualification.ShouldSatisfyAllConditions(
            it => it.Revision.ShouldBe(1),
            it => it.Score.ShouldBe(Math.Min(100, qualified.Qualification.Score + 4)),
            it => it.Model.ShouldBe($"local-points-2+{AiServer.Model}"));
        data.Steps.Single(step => step.Name == StepName.Analyse).Outcome.ShouldBe(StepOutcome.Done);
        // One question for one content, however many waited for its answer.
        _ai.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Leads_behind_one_that_waits_are_not_held_up()
    {
        var released = new TaskCompletionSource();
        _ai.Otherwise = AiReply.AnswerAfter(released.Task);
        var slow = Leads.Good(notes: "My rate doubled.");
        await _orchestrator.ReceiveAsync(Fresh(slow));
        await Eventually.HoldsAsync(() => !_ai.Requests.IsEmpty);
        var wordless = Leads.Good();
        await _orchestrator.ReceiveAsync(Fresh(wordless));

        var qualified = Qualified(await _orchestrator.VerdictAsync(wordless.LeadId));
        qualified.Steps!.Single(step => step.Name == StepName.Analyse).ShouldSatisfyAllConditions(step => step.Outcome.ShouldBe(StepOutcome.Skipped), step => step.Reason.ShouldBe("no_words"));
        released.SetResult();
    }

    [Fact]
    public async Task A_provider_that_fails_is_replaced_by_the_local_result()
    {
        _ai.Otherwise = AiReply.Status(400);
        var lead = Leads.Good(notes: "My rate tripled.");
        await _orchestrator.ReceiveAsync(Fresh(lead));

        var step = Qualified(await _orchestrator.VerdictAsync(lead.LeadId)).Steps!.Single(step => step.Name == StepName.Analyse);
        if (step.Outcome != StepOutcome.Late)
            (step.Outcome, step.Reason, step.By).ShouldBe((StepOutcome.Fallback, "refused", "local"));
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_lead_that_is_disqualified()
    {
        var lead = Leads.Good(notes: "Do not contact me again.");
        await _orchestrator.ReceiveAsync(Fresh(lead));

        var (verdict, _) = await _orchestrator.VerdictAsync(lead.LeadId);
        verdict.Type.ShouldBe(LeadEvents.Disqualified);
        verdict.Data.Deserialize(EventJson.Default.LeadDisqualified)!.Steps!.Single(step => step.Name == StepName.Analyse).Reason.ShouldBe("disqualified");
        _ai.Requests.ShouldBeEmpty();
    }

    private static QualificationInput Fresh(QualificationInput lead) => lead with { ReceivedAt = DateTimeOffset.UtcNow };

    private static LeadQualified Qualified((EventEnvelope Event, string? Trace) verdict)
    {
        verdict.Event.Type.ShouldBe(LeadEvents.Qualified);
        return verdict.Event.Data.Deserialize(EventJson.Default.LeadQualified)!;
    }
}
