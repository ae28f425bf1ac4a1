using LeadPlatform.Drills.Regions;

namespace LeadPlatform.Drills.Tests;

public sealed class StepRunnerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadplatform-steps-");
    private readonly List<string> _said = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Each_step_runs_its_command_then_waits_for_its_check()
    {
        // The second look at the first check is the first that holds.
        var (outcome, _) = await RunAsync(
        [
            Step("one", "touch one", "if [ -e looked ]; then test -e one; else touch looked; false; fi"),
            Step("two", "test -e looked && test -e one && touch two", "test -e two"),
        ]);
        outcome.ShouldBe(RunOutcome.Done, string.Join('\n', _said));
        Exists("two").ShouldBeTrue();
    }

    [Fact]
    public async Task The_first_command_that_fails_stops_it_and_it_goes_on_from_there()
    {
        Step[] steps = [Step("one", "echo once >>one", "true"), Step("two", "echo trying; test -e ready", "true"), Step("three", "touch three", "true")];
        var (outcome, at) = await RunAsync(steps);
        (outcome, at.Id).ShouldBe((RunOutcome.Failed, "two"));
        Exists("three").ShouldBeFalse();
        _said.ShouldContain("  trying");

        File.WriteAllText(Path.Combine(_folder.FullName, "ready"), "");
        (outcome, _) = await RunAsync(steps[1..]);
        outcome.ShouldBe(RunOutcome.Done);
        Exists("three").ShouldBeTrue();
        File.ReadAllLines(Path.Combine(_folder.FullName, "one")).ShouldBe(["once"]);
    }

    [Fact]
    public async Task A_command_that_fails_in_its_middle_is_not_taken_for_done()
    {
        var (outcome, _) = await RunAsync([Step("one", "false | true\ntouch one", "true")]);
        outcome.ShouldBe(RunOutcome.Failed);
        Exists("one").ShouldBeFalse();
    }

    [Fact]
    public async Task A_check_that_does_not_come_to_hold_stops_it_in_time()
    {
        var (outcome, at) = await RunAsync([Step("one", "true", "false") with { Minutes = 0 }, Step("two", "touch two", "true")]);
        (outcome, at.Id).ShouldBe((RunOutcome.Failed, "one"));
        Exists("two").ShouldBeFalse();
    }

    [Fact]
    public async Task What_can_not_be_taken_back_is_asked_for_first_and_left_undone_without_a_yes()
    {
        Step[] steps = [Step("one", "touch one", "true"), Step("two", "touch two", "true") with { Irreversible = true }];
        var asked = new List<string>();
        var (outcome, at) = await RunAsync(steps, step => { asked.Add(step.Id); return false; });
        (outcome, at.Id).ShouldBe((RunOutcome.Refused, "two"));
        asked.ShouldBe(["two"]);
        (Exists("one"), Exists("two")).ShouldBe((true, false));

        (outcome, _) = await RunAsync(steps, _ => true);
        (outcome, Exists("two")).ShouldBe((RunOutcome.Done, true));
    }

    [Fact]
    public async Task Steps_see_the_variables()
    {
        var (outcome, _) = await RunAsync([Step("one", "test \"$PRIMARY_REGION\" = us-east-1 && test \"$STANDBY_REGION\" = us-west-2", "true")], variables: RegionVariables.Read());
        outcome.ShouldBe(RunOutcome.Done, string.Join('\n', _said));
    }

    private Task<(RunOutcome Outcome, Step At)> RunAsync(Step[] steps, Func<Step, bool>? confirm = null, IReadOnlyDictionary<string, string>? variables = null) =>
        new StepRunner(variables ?? new Dictionary<string, string>(), confirm ?? (_ => throw new InvalidOperationException("Nothing is to be asked.")), Say, TimeSpan.FromMilliseconds(10), TimeProvider.System)
            .RunAsync(steps, CancellationToken.None);

    private Step Step(string id, string command, string check) => new(id, id, "", $"cd {_folder.FullName}\n{command}", $"cd {_folder.FullName}\n{check}", Minutes: 1);

    private bool Exists(string file) => File.Exists(Path.Combine(_folder.FullName, file));

    private void Say(string line)
    {
        lock (_said)
            _said.Add(line);
    }
}
