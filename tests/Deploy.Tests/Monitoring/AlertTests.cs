using LeadPlatform.Deploy.Tests.Charts;
using LeadPlatform.Deploy.Tests.Programs;

namespace LeadPlatform.Deploy.Tests.Monitoring;

public class AlertTests
{
    private static readonly string[] Severities = ["page", "ticket", "none"];
    private static readonly string[] Teams = ["platform", "operations"];
    private static readonly string[] Sections = ["## What it means", "## How to see it", "## What to do", "## How to know it is over"];

    private static string TestFolder => Repository.Path("deploy/monitoring/tests");

    public static TheoryData<string> TestFiles => [.. Directory.EnumerateFiles(TestFolder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Prometheus_takes_the_rules() => await ProgramRun.OutputAsync("promtool", ["check", "rules", .. RuleFiles.Paths]);

    [Theory]
    [MemberData(nameof(TestFiles))]
    public async Task Alerts_fire_when_they_must_and_only_then(string file) => await ProgramRun.OutputAsync("promtool", ["test", "rules", Path.Combine(TestFolder, file)]);

    [Fact]
    public void Every_alert_has_a_test_that_fires_it_and_one_that_does_not()
    {
        var cases = Directory.EnumerateFiles(TestFolder).SelectMany(path => Yaml.Documents(File.ReadAllText(path)).Single()["tests"]!.AsArray()).Select(test => (string)test!["name"]!).ToHashSet();
        var alerts = RuleFiles.Alerts.Select(alert => (string)alert["alert"]!).Where(name => name != "Watchdog").ToList();
        alerts.SelectMany(name => new[] { $"{name} fires", $"{name} stays quiet" }).Except(cases).ShouldBeEmpty();
    }

    [Fact]
    public void Every_alert_says_how_bad_it_is_whose_it_is_and_where_its_runbook_lies()
    {
        foreach (var alert in RuleFiles.Alerts)
        {
            var name = (string)alert["alert"]!;
            Severities.ShouldContain((string)alert["labels"]!["severity"]!, name);
            Teams.ShouldContain((string)alert["labels"]!["team"]!, name);
            ((string)alert["annotations"]!["runbook_url"]!).ShouldBe($"RUNBOOKS/{name}.md");
            ((string)alert["annotations"]!["summary"]!).ShouldNotBeEmpty(name);
        }
    }

    [Fact]
    public void Every_alert_has_a_runbook_and_every_runbook_of_an_alert_its_alert()
    {
        var alerts = RuleFiles.Alerts.Select(alert => (string)alert["alert"]!).ToHashSet();
        var files = Directory.EnumerateFiles(Repository.Path("deploy/runbooks"), "*.md").Select(path => Path.GetFileNameWithoutExtension(path)!).ToHashSet();
        alerts.Except(files).ShouldBeEmpty("without a runbook");
        // Runbooks of procedures are named in lower case.
        files.Where(name => char.IsAsciiLetterUpper(name[0]) && name != "README").Except(alerts).ShouldBeEmpty("without an alert");
        foreach (var name in alerts)
        {
            var text = Repository.Read($"deploy/runbooks/{name}.md");
            Sections.Where(section => !text.Contains(section, StringComparison.Ordinal)).ShouldBeEmpty(name);
        }
    }

    [Fact]
    public async Task Alertmanager_takes_its_configuration() => await ProgramRun.OutputAsync("amtool", ["check-config", Alertmanager]);

    [Theory]
    [InlineData("pager", "severity=page", "team=platform")]
    [InlineData("pager", "severity=page", "team=operations")]
    [InlineData("platform-tickets", "severity=ticket", "team=platform")]
    [InlineData("operations-tickets", "severity=ticket", "team=operations")]
    [InlineData("outside-watch", "alertname=Watchdog", "severity=none", "team=platform")]
    [InlineData("staging", "severity=page", "team=platform", "environment=staging")]
    public async Task An_alert_goes_to_who_is_to_act(string receiver, params string[] labels) =>
        (await ProgramRun.OutputAsync("amtool", ["config", "routes", "test", $"--config.file={Alertmanager}", .. labels])).Trim().ShouldBe(receiver);

    private static string Alertmanager => Repository.Path("deploy/monitoring/alertmanager.yml");
}
