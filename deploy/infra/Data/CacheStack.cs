using Amazon.CDK.AWS.ElastiCache;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.Route53;
using Constructs;
using LeadPlatform.Infra.Network;
using LeadPlatform.Infra.Settings;

namespace LeadPlatform.Infra.Data;

/// <summary>
/// Redis in cluster mode. In the primary region it leads a global datastore, which the standby region's follows.
/// </summary>
internal sealed class CacheStack : PlatformStack
{
    /// <summary>
    /// Everything the platform keeps in Redis can be made again, and all but a few counters has an expiry: leads and answers that are read often stay, and of the rest the least used goes first.
    /// <c>noeviction</c> would turn a full cache into refused captures (rate limits are counted there), <c>allkeys-lfu</c> could drop the cache's own epoch, which has no expiry, and with it every cached lead.
    /// </summary>
    public const string EvictionPolicy = "volatile-lfu";

    private const string EngineVersion = "7.1";

    public CacheStack(Construct scope, Deployment deployment, NetworkStack network, SecurityGroupsStack groups, string keyArn, string logKeyArn, CfnHostedZone zone)
        : base(scope, "cache", deployment, DataClass.Personal, "ElastiCache Redis")
    {
        var settings = deployment.Here.Cache;
        var subnets = new CfnSubnetGroup(this, "Subnets", new CfnSubnetGroupProps { CacheSubnetGroupName = deployment.Local("redis"), Description = "Database subnets", SubnetIds = network.DatabaseIds });
        var slow = new CfnLogGroup(this, "SlowLog", new CfnLogGroupProps { LogGroupName = $"/{deployment.Prefix}/redis-slow", RetentionInDays = 30, KmsKeyId = logKeyArn })
            .Accept("cloudwatch_log_group_encrypted_check", Acceptance.ImportedKey)
            .Accept("cloudwatch_log_group_retention_period_check", "Slow commands are looked at within days; 30 are kept.");
        var props = new CfnReplicationGroupProps
        {
            ReplicationGroupId = deployment.Local("redis"),
            ReplicationGroupDescription = "LeadPlatform",
            AutomaticFailoverEnabled = true,
            MultiAzEnabled = true,
            ReplicasPerNodeGroup = settings.ReplicasPerShard,
            CacheSubnetGroupName = subnets.Ref,
            SecurityGroupIds = [groups.Database.AttrGroupId],
            KmsKeyId = keyArn,
            AutoMinorVersionUpgrade = true,
            PreferredMaintenanceWindow = "sun:06:00-sun:08:00",
            LogDeliveryConfigurations = new object[]
            {
                new CfnReplicationGroup.LogDeliveryConfigurationRequestProperty
                {
                    LogType = "slow-log",
                    LogFormat = "json",
                    DestinationType = "cloudwatch-logs",
                    DestinationDetails = new CfnReplicationGroup.DestinationDetailsProperty { CloudWatchLogsDetails = new CfnReplicationGroup.CloudWatchLogsDestinationDetailsProperty { LogGroup = slow.Ref } },
                },
            },
        };
        if (deployment.IsPrimary)
            Lead(props, settings);
        else
            // Engine, node type, shards, parameters, TLS and the token come from the global datastore and may not be given.
            props.GlobalReplicationGroupId = $"{SettingsRules.GlobalDatastorePrefixes[deployment.OtherRegion]}-{deployment.Local("redis")}";
        var redis = new CfnReplicationGroup(this, "Redis", props);
        redis.Accept("AwsSolutions-AEC5", "6379 is the port of the platform's network plan; who reaches it is decided by security groups.");
        if (deployment.IsPrimary)
            redis.Accept("elasticache_repl_grp_rbac_auth_enabled_check", "The services share one user; a token in Secrets Manager is what their Redis client speaks.");
        else
            redis.Accept(["AwsSolutions-AEC3", "AwsSolutions-AEC6"], "TLS, encryption and the token are the global datastore's.");
        redis.ApplyRemovalPolicy(Amazon.CDK.RemovalPolicy.RETAIN);

        if (deployment.IsPrimary)
        {
            _ = new CfnGlobalReplicationGroup(this, "Global", new CfnGlobalReplicationGroupProps
            {
                GlobalReplicationGroupIdSuffix = deployment.Local("redis"),
                GlobalReplicationGroupDescription = "LeadPlatform",
                AutomaticFailoverEnabled = true,
                Members = new object[] { new CfnGlobalReplicationGroup.GlobalReplicationGroupMemberProperty { ReplicationGroupId = redis.Ref, ReplicationGroupRegion = deployment.Region, Role = "PRIMARY" } },
            });
        }

        _ = new CfnRecordSet(this, "Name", new CfnRecordSetProps { HostedZoneId = zone.Ref, Name = $"redis.{Deployment.PrivateZone}", Type = "CNAME", Ttl = "30", ResourceRecords = [redis.AttrConfigurationEndPointAddress] });
        Tell("ReplicationGroup", redis.Ref, "Replication group of this region");
    }

    private void Lead(CfnReplicationGroupProps props, CacheSettings settings)
    {
        var parameters = new CfnParameterGroup(this, "Parameters", new CfnParameterGroupProps
        {
            CacheParameterGroupFamily = "redis7",
            Description = "LeadPlatform",
            Properties = new Dictionary<string, string> { ["cluster-enabled"] = "yes", ["maxmemory-policy"] = EvictionPolicy },
        });
        props.Engine = "redis";
        props.EngineVersion = EngineVersion;
        props.CacheNodeType = settings.NodeType;
        props.NumNodeGroups = settings.Shards;
        props.CacheParameterGroupName = parameters.Ref;
        props.AtRestEncryptionEnabled = true;
        props.TransitEncryptionEnabled = true;
        props.TransitEncryptionMode = "required";
        props.AuthToken = $"{{{{resolve:secretsmanager:{Deployment.Secrets}/redis:SecretString:password}}}}";
        props.Port = 6379;
        props.SnapshotRetentionLimit = 7;
        props.SnapshotWindow = "04:00-05:00";
    }
}
