namespace LeadPlatform.Deploy.Tests.Charts;

/// <summary>The standby region: installed by deploy/runbooks/failover.md from the chart's production values and what is otherwise over there.</summary>
public class StandbyTests
{
    private static readonly string[] Files = ["values-production.yaml", "../../gitops/environments/production/values.yaml", "../../gitops/environments/production/values-standby.yaml"];

    [Fact]
    public async Task Nothing_in_the_standby_names_the_primary_region_its_networks_or_its_buckets()
    {
        var text = (await Rendered.OfAsync(Files)).Text;
        text.ShouldContain("us-west-2");
        text.ShouldNotContain("us-east-1");
        text.ShouldNotContain("10.0.1");
        text.ShouldNotContain("10.0.2");
        text.ShouldNotContain("10.0.0.0/16");
        text.Split('\n').Where(line => line.Contains("lead-platform-production-", StringComparison.Ordinal)).ShouldAllBe(line => line.Contains("-us-west-2", StringComparison.Ordinal));
        text.Split('\n').Where(line => line.Contains(":role/", StringComparison.Ordinal)).ShouldAllBe(line => line.EndsWith("-us-west-2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_standby_runs_what_production_runs()
    {
        var standby = (await Rendered.OfAsync(Files)).Objects.Select(Name);
        var production = (await Rendered.OfAsync(Files[..2])).Objects.Select(Name);
        standby.ShouldBe(production);
    }

    private static string Name(System.Text.Json.Nodes.JsonObject one) => $"{one["kind"]} {one["metadata"]!["name"]}";
}
