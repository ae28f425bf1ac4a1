using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Deciding;
using LeadPlatform.Orchestrator.Scores;
using LeadPlatform.Orchestrator.Screening;
using LeadPlatform.Orchestrator.Tests.Qualifying;
using LeadPlatform.Orchestrator.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LeadPlatform.Orchestrator.Tests.Workflow;

public sealed class WorkflowTests
{
    private readonly FakeTimeProvider _time = new(Leads.Arrival);

    [Fact]
    public async Task Steps_run_in_their_order_whatever_the_order_they_were_added_in_and_each_has_its_time()
    {
        var verdict = await Workflow(new Pretended(StepName.Embed, _time, 7), new DecideStep(Options.Create(new DecisionOptions())), new Pretended(StepName.Analyse, _time, 250.1234), new ScoreStep(new PointScorer()), new ScreenStep())
            .RunAsync(Leads.Good(), Leads.Arrival, TestContext.Current.CancellationToken);

        verdict.Steps.Select(step => (step.Name, step.Outcome, step.Milliseconds)).ShouldBe(
        [
            (StepName.Screen, StepOutcome.Done, 0), (StepName.Score, StepOutcome.Done, 0), (StepName.Analyse, StepOutcome.Fallback, 250.123), (StepName.Embed, StepOutcome.Fallback, 7), (StepName.Decide, StepOutcome.Done, 0),
        ]);
        verdict.Steps[2].Reason.ShouldBe("test");
    }

    [Fact]
    public async Task Steps_that_ask_others_are_begun_together_once_the_lead_is_scored()
    {
        var (analyse, embed) = (new Pretended(StepName.Analyse, _time, 250), new Pretended(StepName.Embed, _time, 7));
        await Workflow(["analyse"], embed, new DecideStep(Options.Create(new DecisionOptions())), analyse, new ScoreStep(new PointScorer()), new ScreenStep())
            .RunAsync(Leads.Good(), Leads.Arrival, TestContext.Current.CancellationToken);

        embed.BegunWithScore.ShouldBe(true);
        analyse.BegunWithScore.ShouldBeNull();
    }

    [Fact]
    public async Task A_step_that_is_switched_off_is_not_run()
    {
        var step = new Pretended(StepName.Analyse, _time, 250);
        var verdict = await Workflow(["analyse"], new Pretended(StepName.Embed, _time, 0), new DecideStep(Options.Create(new DecisionOptions())), step, new ScoreStep(new PointScorer()), new ScreenStep())
            .RunAsync(Leads.Good(), Leads.Arrival, TestContext.Current.CancellationToken);

        (verdict.Steps[2].Outcome, verdict.Steps[2].Reason).ShouldBe((StepOutcome.Skipped, "switched_off"));
        step.Runs.ShouldBe(0);
    }

    [Theory]
    [InlineData("screen")]
    [InlineData("decide")]
    [InlineData("everything")]
    public void Only_steps_that_ask_others_can_be_switched_off(string step) => new WorkflowOptions { Skip = { step } }.Validate(new(this)).ShouldHaveSingleItem().ErrorMessage!.ShouldContain(step);

    private QualificationWorkflow Workflow(params ILeadStep[] steps) => Workflow([], steps);

    private QualificationWorkflow Workflow(string[] skip, params ILeadStep[] steps)
    {
        var options = new WorkflowOptions();
        foreach (var name in skip)
            options.Skip.Add(name);
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        return new QualificationWorkflow(steps, Options.Create(options), new WorkflowMetrics(meters), _time);
    }

    private sealed class Pretended(string name, FakeTimeProvider time, double milliseconds) : ILeadStep
    {
        public int Runs { get; private set; }

        /// <summary>Null where it was not begun before it ran.</summary>
        public bool? BegunWithScore { get; private set; }

        public string Name => name;

        public void Begin(LeadCase lead) => BegunWithScore = lead.Score is not null && Runs == 0;

        public ValueTask<StepResult> RunAsync(LeadCase lead, CancellationToken cancellationToken)
        {
            Runs++;
            time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            return new(new StepResult(StepOutcome.Fallback, "test"));
        }
    }
}
