using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Deploy.Tests.Charts;
using LeadPlatform.Deploy.Tests.Programs;
using LeadPlatform.TestHost;

namespace LeadPlatform.Deploy.Tests.Monitoring;

/// <summary>What is asked for exists, and what exists is described.</summary>
public class MetricTests(PlatformServers servers)
{
    private static readonly string[] HistogramParts = ["", "_bucket", "_count", "_sum"];

    [Fact]
    public void The_document_of_metrics_names_exactly_what_the_services_make()
    {
        var documented = Repository.Read("docs/metrics.md").Split('\n').TakeWhile(line => line != "## From others").Where(line => line.StartsWith("| `leadplatform_", StringComparison.Ordinal)).Select(line => line.Trim()).ToList();
        var made = Instruments.OfTheSource.Select(one => $"| `{one.Exported}` | {one.Kind} | {one.Unit} | {one.Description} |").ToList();
        made.Count.ShouldBeGreaterThan(20);
        made.Except(documented).ShouldBeEmpty("Missing in docs/metrics.md; add these lines");
        documented.Except(made).ShouldBeEmpty("In docs/metrics.md, but in no service");
    }

    [Fact]
    public async Task Every_metric_that_a_rule_or_a_dashboard_names_exists()
    {
        var answers = await ParseAsync();
        answers.Select(one => (string?)one["error"] is { } error ? $"{one["where"]}: {error}" : null).OfType<string>().ShouldBeEmpty();

        var known = (await RunningExample.MetricsAsync(servers)).ToHashSet();
        known.UnionWith(Instruments.OfTheSource.SelectMany(one => HistogramParts.Select(part => one.Exported + part)));
        known.UnionWith(RuleFiles.Rules.Select(rule => (string?)rule["record"]).OfType<string>());
        known.UnionWith(ExternalMetrics());
        var unknown = answers.SelectMany(one => one["metrics"]!.AsArray().Select(metric => (Metric: (string)metric!, Where: (string)one["where"]!))).Where(one => !known.Contains(one.Metric));
        unknown.Select(one => $"{one.Metric} in {one.Where}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("microsoft_aspnetcore_hosting_http_server_request_duration_bucket", "0.5")]
    [InlineData("npgsql_db_client_operation_duration_bucket", "0.1")]
    public async Task A_target_is_a_bound_of_its_histogram_so_that_an_objective_is_counted_and_not_estimated(string bucket, string target) =>
        (await RunningExample.LinesAsync(servers)).ShouldContain(line => line.StartsWith(bucket, StringComparison.Ordinal) && line.Contains($"le=\"{target}\"", StringComparison.Ordinal));

    [Fact]
    public async Task What_comes_from_others_is_used_and_described()
    {
        var used = (await ParseAsync()).SelectMany(one => one["metrics"]!.AsArray()).Select(metric => (string)metric!).ToHashSet();
        ExternalMetrics().Where(metric => !used.Contains(metric)).ShouldBeEmpty("In docs/metrics.md, but asked for nowhere");
    }

    private static IEnumerable<string> ExternalMetrics() => Repository.Read("docs/metrics.md").Split('\n')
        .SkipWhile(line => line != "## From others").Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

    private static async Task<IReadOnlyList<JsonObject>> ParseAsync()
    {
        var queries = RuleFiles.Rules.Select(rule => new Query($"rule {rule["alert"] ?? rule["record"]}", "promql", (string)rule["expr"]!)).ToList();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Repository.Chart, "files/dashboards"), "*.json"))
        {
            foreach (var panel in JsonNode.Parse(await File.ReadAllTextAsync(path))!["panels"]!.AsArray())
                queries.AddRange(panel!["targets"]!.AsArray().Select(target => OfPanel(Path.GetFileName(path), panel, (string)target!["expr"]!)));
        }

        queries.AddRange((await Rendered.OfAsync("values-production.yaml")).Of("AnalysisTemplate").SelectMany(template => template["spec"]!["metrics"]!.AsArray())
            .Select(metric => new Query($"canary {metric!["name"]}", "promql", (string)metric["provider"]!["prometheus"]!["query"]!)));
        var run = await NodeTools.RunAsync(NodeTools.Checks, "queries.mjs", [], JsonSerializer.Serialize(queries, JsonSerializerOptions.Web));
        run.ExitCode.ShouldBe(0, run.Errors);
        return [.. JsonNode.Parse(run.Output)!.AsArray().Select(one => one!.AsObject())];
    }

    private static Query OfPanel(string file, JsonNode panel, string query) => new(
        $"{file} '{panel["title"]}'",
        (string)panel["datasource"]!["type"]! == "loki" ? "logql" : "promql",
        query.Replace("$__rate_interval", "5m", StringComparison.Ordinal).Replace("$namespace", "lead-platform", StringComparison.Ordinal));

    private sealed record Query(string Where, string Language, [property: System.Text.Json.Serialization.JsonPropertyName("query")] string Text);
}
