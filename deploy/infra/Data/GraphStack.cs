using Amazon.CDK;
using Amazon.CDK.AWS.Neptune;
using Amazon.CDK.AWS.Route53;
using Constructs;
using LeadPlatform.Infra.Network;

namespace LeadPlatform.Infra.Data;

/// <summary>Neptune: the graph of leads, which PostgreSQL can make anew. The standby region's cluster follows by a global database.</summary>
internal sealed class GraphStack : PlatformStack
{
    public GraphStack(Construct scope, Deployment deployment, NetworkStack network, SecurityGroupsStack groups, string keyArn, CfnHostedZone zone)
        : base(scope, "graph", deployment, DataClass.Personal, "Neptune")
    {
        var settings = deployment.Here.Graph;
        var family = $"neptune{string.Join('.', settings.EngineVersion.Split('.')[..2])}";
        var subnets = new CfnDBSubnetGroup(this, "Subnets", new CfnDBSubnetGroupProps { DbSubnetGroupDescription = "Database subnets", DbSubnetGroupName = deployment.Local("neptune"), SubnetIds = network.DatabaseIds });
        var parameters = new CfnDBClusterParameterGroup(this, "Parameters", new CfnDBClusterParameterGroupProps
        {
            Family = family,
            Description = "LeadPlatform",
            Parameters = new Dictionary<string, object> { ["neptune_enable_audit_log"] = 1, ["neptune_query_timeout"] = 20_000 },
        });
        // The kind is newer than the CDK's version here.
        var global = deployment.Local("graph");
        var whole = deployment.IsPrimary
            ? new CfnResource(this, "Global", new CfnResourceProps
            {
                Type = "AWS::Neptune::GlobalCluster",
                Properties = new Dictionary<string, object>
                {
                    ["GlobalClusterIdentifier"] = global,
                    ["Engine"] = "neptune",
                    ["EngineVersion"] = settings.EngineVersion,
                    ["StorageEncrypted"] = true,
                    ["DeletionProtection"] = true,
                },
            })
            : null;
        var cluster = new CfnDBCluster(this, "Cluster", new CfnDBClusterProps
        {
            DbClusterIdentifier = deployment.Local("neptune"),
            EngineVersion = settings.EngineVersion,
            DbClusterParameterGroupName = parameters.Ref,
            DbSubnetGroupName = subnets.Ref,
            VpcSecurityGroupIds = [groups.Database.AttrGroupId],
            DbPort = 8182,
            IamAuthEnabled = true,
            StorageEncrypted = true,
            KmsKeyId = keyArn,
            BackupRetentionPeriod = 35,
            PreferredBackupWindow = "04:00-05:00",
            PreferredMaintenanceWindow = "sun:06:00-sun:08:00",
            EnableCloudwatchLogsExports = ["audit"],
            CopyTagsToSnapshot = true,
            DeletionProtection = true,
        });
        cluster.AddPropertyOverride("GlobalClusterIdentifier", global);
        cluster.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        Amazon.CDK.Tags.Of(cluster).Add("backup", "daily");
        if (whole is not null)
            cluster.AddDependency(whole);
        for (var i = 0; i <= settings.Replicas; i++)
        {
            var instance = new CfnDBInstance(this, $"Instance{i}", new CfnDBInstanceProps
            {
                DbInstanceIdentifier = $"{deployment.Local("neptune")}-{i}",
                DbInstanceClass = settings.InstanceClass,
                DbClusterIdentifier = cluster.Ref,
                AvailabilityZone = $"{deployment.Region}{deployment.Here.Zones[i % 3]}",
                AutoMinorVersionUpgrade = true,
            });
            instance.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        }

        ResourceId = cluster.AttrClusterResourceId;
        _ = new CfnRecordSet(this, "Name", new CfnRecordSetProps { HostedZoneId = zone.Ref, Name = $"neptune.{Deployment.PrivateZone}", Type = "CNAME", Ttl = "30", ResourceRecords = [cluster.AttrEndpoint] });
        Tell("ClusterIdentifier", cluster.Ref, "Neptune cluster");
    }

    /// <summary>Part of the ARN by which IAM lets somebody in.</summary>
    public string ResourceId { get; }
}
