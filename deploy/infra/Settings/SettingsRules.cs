using System.Text.RegularExpressions;

namespace LeadPlatform.Infra.Settings;

/// <summary>What settings must keep to. Every broken rule is told at once, with its place.</summary>
internal static partial class SettingsRules
{
    /// <summary>Prefixes that AWS puts before the name of a global datastore, by the region it is made in.</summary>
    public static IReadOnlyDictionary<string, string> GlobalDatastorePrefixes { get; } = new Dictionary<string, string> { ["us-east-1"] = "ldgnf", ["us-west-2"] = "sgaui" };

    public static IEnumerable<string> Of(PlatformSettings settings) =>
    [
        .. settings.CloudflareRanges.Count == 0 ? ["cloudflareRanges: empty, so nobody would reach the load balancer"] : Array.Empty<string>(),
        .. settings.CloudflareRanges.Where(range => !Network().IsMatch(range)).Select(range => $"cloudflareRanges: {range} is no IPv4 network"),
        .. settings.CloudflareRanges.Contains("0.0.0.0/0") ? ["cloudflareRanges: 0.0.0.0/0 would let everybody past Cloudflare"] : Array.Empty<string>(),
        .. Names(settings),
        .. settings.Environments.SelectMany(Environment),
    ];

    private static IEnumerable<string> Names(PlatformSettings settings)
    {
        if (!settings.Environments.Select(one => one.Name).Order().SequenceEqual(["production", "staging"]))
            yield return "environments: must be production and staging, each once";
        foreach (var shared in settings.Environments.GroupBy(one => one.Account).Where(group => group.Count() > 1))
            yield return $"environments: {string.Join(" and ", shared.Select(one => one.Name))} share the account {shared.Key}; each needs its own, since roles and budgets are an account's";
    }

    private static IEnumerable<string> Environment(EnvironmentSettings one)
    {
        if (!Account().IsMatch(one.Account))
            yield return $"{one.Name}.account: {one.Account} is not 12 digits";
        if (!one.AlertEmail.Contains('@', StringComparison.Ordinal))
            yield return $"{one.Name}.alertEmail: {one.AlertEmail} is no address";
        if (one.MonthlyBudgetUsd < 1)
            yield return $"{one.Name}.monthlyBudgetUsd: {one.MonthlyBudgetUsd} must be 1 or more";
        if (!one.OriginZone.EndsWith($".{one.Domain}", StringComparison.Ordinal))
            yield return $"{one.Name}.originZone: {one.OriginZone} is not under {one.Domain}";
        if (!Zone().IsMatch(one.OriginZoneId))
            yield return $"{one.Name}.originZoneId: {one.OriginZoneId} is no id of a hosted zone (Z and letters or digits)";
        if (one.AllowedCountries.Count == 0 || one.AllowedCountries.Any(code => !Country().IsMatch(code)))
            yield return $"{one.Name}.allowedCountries: must be two-letter codes in capitals, at least one";
        if (one.RequestsPerAddress is < 100 or > 2_000_000)
            yield return $"{one.Name}.requestsPerAddress: {one.RequestsPerAddress} is not from 100 to 2000000 requests in five minutes";
        if (one.Administrators.Count == 0 || one.Administrators.Any(arn => !arn.StartsWith($"arn:aws:iam::{one.Account}:role/", StringComparison.Ordinal)))
            yield return $"{one.Name}.administrators: must be roles of the account {one.Account}, at least one";
        foreach (var name in new[] { (one.CostCentre, "costCentre"), (one.Owner, "owner") }.Where(name => string.IsNullOrWhiteSpace(name.Item1)))
            yield return $"{one.Name}.{name.Item2}: empty, and every resource is tagged with it";
        if (!one.Regions.Select(region => region.Role).Order().SequenceEqual([RegionRole.Primary, RegionRole.Standby]))
        {
            yield return $"{one.Name}.regions: must be one primary and one standby";
            yield break;
        }

        if (one.Primary.Region == one.Standby.Region)
            yield return $"{one.Name}.regions: primary and standby are both {one.Primary.Region}";
        if (one.Primary.Vpc == one.Standby.Vpc)
            yield return $"{one.Name}.regions: primary and standby share the network {one.Primary.Vpc}";
        if (one.Primary.Database.EngineVersion != one.Standby.Database.EngineVersion)
            yield return $"{one.Name}.regions: the replica's database.engineVersion {one.Standby.Database.EngineVersion} differs from the primary's {one.Primary.Database.EngineVersion}";
        if (one.Primary.Graph.EngineVersion != one.Standby.Graph.EngineVersion)
            yield return $"{one.Name}.regions: graph.engineVersion differs between the regions";
        foreach (var error in one.Regions.SelectMany(region => Region($"{one.Name}.{region.Role.ToString().ToLowerInvariant()}", region)))
            yield return error;
    }

    private static IEnumerable<string> Region(string place, RegionSettings region)
    {
        if (!GlobalDatastorePrefixes.ContainsKey(region.Region))
            yield return $"{place}.region: {region.Region} is not one of {string.Join(", ", GlobalDatastorePrefixes.Keys)}";
        if (!Sixteen().IsMatch(region.Vpc))
            yield return $"{place}.vpc: {region.Vpc} is not of the form 10.N.0.0/16";
        if (region.Zones.Count != 3 || region.Zones.Distinct().Count() != 3 || region.Zones.Any(zone => !Letter().IsMatch(zone)))
            yield return $"{place}.zones: must be three different letters";
        if (!Minor().IsMatch(region.Cluster.KubernetesVersion))
            yield return $"{place}.cluster.kubernetesVersion: {region.Cluster.KubernetesVersion} is not of the form 1.N";
        if (region.Cluster.ReservedShare is <= 0 or > 1)
            yield return $"{place}.cluster.reservedShare: {region.Cluster.ReservedShare} is not above 0 and at most 1";
        if (region.Cluster.InstanceVcpus < 1 || region.Cluster.NormalDemandVcpus < 1)
            yield return $"{place}.cluster: instanceVcpus and normalDemandVcpus must be 1 or more";
        if (region.Database.BackupDays is < 1 or > 35)
            yield return $"{place}.database.backupDays: {region.Database.BackupDays} is not from 1 to 35";
        if (region.Database.MaxStorageGb < region.Database.StorageGb || region.Database.StorageGb < 20)
            yield return $"{place}.database: storageGb must be 20 or more and maxStorageGb no less than it";
        if (region.Cache.Shards < 1 || region.Cache.ReplicasPerShard is < 1 or > 5)
            yield return $"{place}.cache: shards must be 1 or more, replicasPerShard from 1 to 5";
        if (region.Cache.NodeType.StartsWith("cache.t", StringComparison.Ordinal))
            yield return $"{place}.cache.nodeType: {region.Cache.NodeType} can't be part of a global datastore; take the m or r family";
        if (region.Graph.Replicas is < 0 or > 15 || region.Database.Replicas is < 0 or > 15)
            yield return $"{place}: replicas of database and graph must be from 0 to 15";
        if (region.Graph.InstanceClass.StartsWith("db.t", StringComparison.Ordinal))
            yield return $"{place}.graph.instanceClass: {region.Graph.InstanceClass} can't be part of a global database; take the r family";
    }

    [GeneratedRegex(@"^\d{1,3}(\.\d{1,3}){3}/\d{1,2}$")]
    private static partial Regex Network();

    [GeneratedRegex(@"^10\.\d{1,3}\.0\.0/16$")]
    private static partial Regex Sixteen();

    [GeneratedRegex(@"^\d{12}$")]
    private static partial Regex Account();

    [GeneratedRegex(@"^Z[A-Z0-9]{5,31}$")]
    private static partial Regex Zone();

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex Country();

    [GeneratedRegex("^[a-z]$")]
    private static partial Regex Letter();

    [GeneratedRegex(@"^1\.\d{2}$")]
    private static partial Regex Minor();
}
