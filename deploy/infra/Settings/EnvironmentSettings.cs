namespace LeadPlatform.Infra.Settings;

/// <summary>Which part a region plays.</summary>
public enum RegionRole
{
    /// <summary>Takes all writes.</summary>
    Primary,

    /// <summary>Holds copies, and a cluster of minimum size, until it is made the primary.</summary>
    Standby,
}

/// <summary>Who stands before the gateway.</summary>
public enum LoadBalancerKind
{
    /// <summary>An ALB with the firewall, straight to the gateway's pods.</summary>
    Application,

    /// <summary>An NLB before the cluster's own ingress controller, which has the certificate.</summary>
    Network,
}

/// <summary>One environment in one account.</summary>
/// <param name="Name"><c>production</c> or <c>staging</c>.</param>
/// <param name="Account">AWS account, 12 digits.</param>
/// <param name="CostCentre">Tag <c>cost-centre</c> of everything.</param>
/// <param name="Owner">Tag <c>owner</c> of everything.</param>
/// <param name="AlertEmail">Who is told of budgets, anomalies and failed backups.</param>
/// <param name="MonthlyBudgetUsd">Budget of the account in whole US dollars a month.</param>
/// <param name="Domain">Public name, which Cloudflare answers for.</param>
/// <param name="OriginZone">Route 53 zone of the names that Cloudflare connects to.</param>
/// <param name="OriginZoneId">Its id.</param>
/// <param name="AllowedCountries">ISO 3166 codes from which requests are let in.</param>
/// <param name="RequestsPerAddress">Requests that one address may make in five minutes.</param>
/// <param name="LoadBalancer">Who stands before the gateway.</param>
/// <param name="Administrators">IAM roles that administer the cluster.</param>
/// <param name="Regions">One primary and one standby.</param>
public sealed record EnvironmentSettings(
    string Name,
    string Account,
    string CostCentre,
    string Owner,
    string AlertEmail,
    int MonthlyBudgetUsd,
    string Domain,
    string OriginZone,
    string OriginZoneId,
    IReadOnlyList<string> AllowedCountries,
    int RequestsPerAddress,
    LoadBalancerKind LoadBalancer,
    IReadOnlyList<string> Administrators,
    IReadOnlyList<RegionSettings> Regions)
{
    public RegionSettings Primary => Regions.Single(region => region.Role == RegionRole.Primary);

    public RegionSettings Standby => Regions.Single(region => region.Role == RegionRole.Standby);
}

/// <summary>One region of an environment.</summary>
/// <param name="Vpc">A /16 network; the subnets are third octets of it.</param>
/// <param name="Zones">Letters of the three availability zones.</param>
public sealed record RegionSettings(RegionRole Role, string Region, string Vpc, IReadOnlyList<string> Zones, ClusterSettings Cluster, DatabaseSettings Database, CacheSettings Cache, GraphSettings Graph);

/// <summary>The cluster and its baseline.</summary>
/// <param name="KubernetesVersion">Minor version, such as 1.35.</param>
/// <param name="InstanceType">Of the baseline nodes.</param>
/// <param name="InstanceVcpus">vCPUs of one.</param>
/// <param name="NormalDemandVcpus">vCPUs that the platform asks for at normal load.</param>
/// <param name="ReservedShare">Share of the normal demand that the baseline carries, 0 to 1.</param>
/// <param name="DiskGb">Root disk of a node in GB.</param>
public sealed record ClusterSettings(string KubernetesVersion, string InstanceType, int InstanceVcpus, int NormalDemandVcpus, double ReservedShare, int DiskGb)
{
    /// <summary>Nodes of the baseline: the reserved share of the normal demand, rounded up to the same number in each of three zones.</summary>
    public int BaselineNodes
    {
        get
        {
            var needed = (int)Math.Ceiling(NormalDemandVcpus * ReservedShare / InstanceVcpus);
            return Math.Max(3, (needed + 2) / 3 * 3);
        }
    }
}

/// <summary>PostgreSQL.</summary>
/// <param name="EngineVersion">Such as 17.6.</param>
/// <param name="StorageGb">Disk at the start, in GB.</param>
/// <param name="MaxStorageGb">Up to which it grows by itself, in GB.</param>
/// <param name="Replicas">Read replicas in the region.</param>
/// <param name="BackupDays">Days back to which a point in time can be restored: 1 to 35.</param>
public sealed record DatabaseSettings(string EngineVersion, string InstanceClass, int StorageGb, int MaxStorageGb, int Replicas, int BackupDays);

/// <summary>Redis in cluster mode.</summary>
/// <param name="Shards">Shards.</param>
/// <param name="ReplicasPerShard">Beside each shard's primary.</param>
public sealed record CacheSettings(string NodeType, int Shards, int ReplicasPerShard);

/// <summary>Neptune.</summary>
/// <param name="Replicas">Beside the primary instance.</param>
public sealed record GraphSettings(string EngineVersion, string InstanceClass, int Replicas);
