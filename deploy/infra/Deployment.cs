using LeadPlatform.Infra.Settings;

namespace LeadPlatform.Infra;

/// <summary>One region of one environment, and what things are called there.</summary>
internal sealed record Deployment(PlatformSettings Platform, EnvironmentSettings Environment, RegionSettings Here)
{
    /// <summary>Tag by which Karpenter finds subnets and security groups; named in deploy/gitops/manifests/nodes.yaml.</summary>
    public const string Discovery = "lead-platform";

    /// <summary>Private zone in which the stores have names that the chart's values can know beforehand.</summary>
    public const string PrivateZone = "lead-platform.internal";

    public bool IsPrimary => Here.Role == RegionRole.Primary;

    public bool IsProduction => Environment.Name == "production";

    public string Account => Environment.Account;

    public string Region => Here.Region;

    public string OtherRegion => (IsPrimary ? Environment.Standby : Environment.Primary).Region;

    public string Prefix => IsProduction ? "lead-platform" : "lead-platform-staging";

    /// <summary>Where the environment's secrets lie: <c>secrets.prefix</c> of the chart.</summary>
    public string Secrets => $"lead-platform/{Environment.Name}";

    /// <summary>The same in both regions, for what is a region's own.</summary>
    public string Local(string name) => $"{Prefix}-{name}";

    /// <summary>For what is an account's: the standby's carries its region.</summary>
    public string Global(string name) => IsPrimary ? Local(name) : $"{Local(name)}-{Region}";

    /// <summary>Name of a bucket of the environment, in the region of that role.</summary>
    public string Bucket(string name, bool primary) => primary ? $"lead-platform-{Environment.Name}-{name}" : $"lead-platform-{Environment.Name}-{name}-{Environment.Standby.Region}";

    public string Bucket(string name) => Bucket(name, IsPrimary);

    /// <summary>A /24 of the VPC, by its third octet.</summary>
    public string Subnet(int third) => $"{Here.Vpc[..^"0.0/16".Length]}{third}.0/24";

    public string Arn(string service, string resource) => $"arn:aws:{service}:{Region}:{Account}:{resource}";

    public string ArnElsewhere(string service, string resource) => $"arn:aws:{service}:{OtherRegion}:{Account}:{resource}";
}
