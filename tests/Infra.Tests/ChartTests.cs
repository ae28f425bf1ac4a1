using System.Text.RegularExpressions;

namespace LeadPlatform.Infra.Tests;

/// <summary>What the chart's values name is what the stacks make.</summary>
public partial class ChartTests
{
    [Theory]
    [InlineData("production", "values-production.yaml")]
    [InlineData("staging", "values-staging.yaml")]
    public async Task Roles_buckets_keys_secrets_and_names_are_those_of_the_values(string environment, string file)
    {
        var values = Repository.Read($"deploy/helm/lead-platform/{file}");
        var made = string.Concat((await Synthesized.GetAsync()).Templates.Where(one => one.Key.StartsWith($"{environment}-primary-", StringComparison.Ordinal)).Select(one => one.Value.ToJsonString()));
        var named = Roles().Matches(values).Select(match => $"\"RoleName\":\"{match.Groups[1].Value}\"")
            .Concat(Buckets().Matches(values).Select(match => $"\"BucketName\":\"{match.Value}\""))
            .Concat(Keys().Matches(values).Select(match => $"\"AliasName\":\"{match.Value}\""))
            .Concat(Names().Matches(values).Select(match => $"\"Name\":\"{match.Value}\""))
            .Concat(new[] { "leads", "backend" }.SelectMany(name => new[] { name, $"{name}-service" }).Select(name => $"\"Name\":\"lead-platform/{environment}/database/{name}\"")).Distinct().ToList();
        named.Count.ShouldBeGreaterThan(3);
        named.Where(text => !made.Contains(text, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_gitops_names_is_there()
    {
        var production = (await Synthesized.GetAsync()).Templates.Where(one => one.Key.StartsWith("production-primary-", StringComparison.Ordinal)).ToDictionary(one => one.Key["production-primary-".Length..], one => one.Value.ToJsonString());
        Repository.Read("deploy/gitops/manifests/nodes.yaml").ShouldContain("role: lead-platform-node\n");
        production["karpenter"].ShouldContain("\"RoleName\":\"lead-platform-node\"");
        Repository.Read("deploy/gitops/manifests/nodes.yaml").ShouldContain($"karpenter.sh/discovery: {Deployment.Discovery}");
        Repository.Read("deploy/gitops/values/velero.yaml").ShouldContain("bucket: lead-platform-cluster-backups");
        production["buckets"].ShouldContain("\"BucketName\":\"lead-platform-cluster-backups\"");
        Repository.Read("deploy/gitops/values/loki.yaml").ShouldContain("chunks: lead-platform-logs");
        production["buckets"].ShouldContain("\"BucketName\":\"lead-platform-logs\"");
    }

    [Fact]
    public void The_table_of_costs_has_every_kind_of_instance_and_stays_within_the_budget()
    {
        var costs = Repository.Read("docs/cost.md");
        foreach (var region in Settings.PlatformSettings.Parse(Repository.Read("deploy/infra/environments.json")).Environments.SelectMany(one => one.Regions))
        {
            costs.ShouldContain(region.Database.InstanceClass);
            costs.ShouldContain(region.Cache.NodeType);
            costs.ShouldContain(region.Graph.InstanceClass);
            costs.ShouldContain($"{region.Cluster.BaselineNodes} × $");
        }

        foreach (var one in Settings.PlatformSettings.Parse(Repository.Read("deploy/infra/environments.json")).Environments)
        {
            var total = int.Parse(Regex.Match(costs, $@"## {one.Name}: \$([\d,]+)", RegexOptions.IgnoreCase).Groups[1].Value.Replace(",", "", StringComparison.Ordinal), null);
            total.ShouldBeInRange(one.MonthlyBudgetUsd / 2, one.MonthlyBudgetUsd);
        }

    }

    [GeneratedRegex(@"arn:aws:iam::\d+:role/([a-z-]+)")]
    private static partial Regex Roles();

    [GeneratedRegex(@"lead-platform-(production|staging)-(logs|backups)")]
    private static partial Regex Buckets();

    [GeneratedRegex(@"alias/[a-z-]+")]
    private static partial Regex Keys();

    [GeneratedRegex(@"[a-z.]+\.lead-platform\.internal")]
    private static partial Regex Names();
}
