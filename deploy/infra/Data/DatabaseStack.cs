using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.RDS;
using Amazon.CDK.AWS.Route53;
using Constructs;
using LeadPlatform.Infra.Network;
using LeadPlatform.Infra.Settings;

namespace LeadPlatform.Infra.Data;

/// <summary>
/// PostgreSQL: in the primary region one instance that commits in two zones, read replicas and a proxy; in the standby region a replica of it, which fails over to its own second zone, and the same proxy.
/// </summary>
internal sealed class DatabaseStack : PlatformStack
{
    // PostgreSQL's own: Sunday 02:00-04:00 in New York, when the chart's jobs that disturb run as well.
    private const string Maintenance = "sun:06:00-sun:08:00";
    private const string BackupWindow = "04:00-05:00";

    private readonly NetworkStack _network;
    private readonly SecurityGroupsStack _groups;
    private readonly string _keyArn;
    private readonly CfnDBSubnetGroup _subnets;
    private readonly CfnDBParameterGroup _parameters;
    private readonly CfnRole _monitoring;

    public DatabaseStack(Construct scope, Deployment deployment, NetworkStack network, SecurityGroupsStack groups, string keyArn, CfnHostedZone zone)
        : base(scope, "database", deployment, DataClass.Personal, "RDS PostgreSQL, replicas and proxy")
    {
        (_network, _groups, _keyArn) = (network, groups, keyArn);
        _subnets = new CfnDBSubnetGroup(this, "Subnets", new CfnDBSubnetGroupProps { DbSubnetGroupDescription = "Database subnets", SubnetIds = network.DatabaseIds });
        _parameters = Parameters();
        _monitoring = Policies.ServiceRole(this, "Monitoring", deployment.Global("database-monitoring"), "monitoring.rds.amazonaws.com", ["service-role/AmazonRDSEnhancedMonitoringRole"])
            .Accept("AwsSolutions-IAM4", "AWS keeps this policy as monitoring needs it.");

        Main = deployment.IsPrimary ? Primary() : Replica("Main", deployment.Local("postgres"), deployment.ArnElsewhere("rds", $"db:{deployment.Local("postgres")}"), zone: null);
        for (var i = 1; i <= deployment.Here.Database.Replicas; i++)
            Replica($"Replica{i}", $"{deployment.Local("postgres")}-replica-{i}", Main.Ref, deployment.Here.Zones[i % 3]);
        Proxy(zone);

        Tell("Identifier", Main.Ref, "RDS instance");
        Tell("Address", Main.AttrEndpointAddress, "The instance itself, without the proxy");
    }

    public CfnDBInstance Main { get; }

    private DatabaseSettings Settings => Deployment.Here.Database;

    private CfnDBInstance Primary()
    {
        var instance = new CfnDBInstance(this, "Main", Common(Deployment.Local("postgres"), new CfnDBInstanceProps
        {
            Engine = "postgres",
            EngineVersion = Settings.EngineVersion,
            MultiAz = true,
            AllocatedStorage = $"{Settings.StorageGb}",
            MaxAllocatedStorage = Settings.MaxStorageGb,
            StorageEncrypted = true,
            KmsKeyId = _keyArn,
            DbSubnetGroupName = _subnets.Ref,
            MasterUsername = "platform",
            // RDS makes the password, keeps it in Secrets Manager and changes it every seven days.
            ManageMasterUserPassword = true,
            MasterUserSecret = new CfnDBInstance.MasterUserSecretProperty { KmsKeyId = _keyArn },
            BackupRetentionPeriod = Settings.BackupDays,
            PreferredBackupWindow = BackupWindow,
        }));
        instance.Accept("rds_instance_no_default_ports_check", "5432 is the port of the platform's network plan; who reaches it is decided by security groups.");
        instance.Accept("rds_storage_encrypted_kms_key_check", Acceptance.ImportedKey);
        return Keep(instance);
    }

    private CfnDBInstance Replica(string id, string name, string source, string? zone)
    {
        var replica = Keep(new CfnDBInstance(this, id, Common(name, new CfnDBInstanceProps
        {
            SourceDbInstanceIdentifier = source,
            SourceRegion = id == "Main" ? Deployment.OtherRegion : null,
            // A copy in the region has its source's key.
            KmsKeyId = id == "Main" ? _keyArn : null,
            // The standby's replica is to be the primary one day: two zones and backups from the start, so that promoting it needs no further change.
            MultiAz = id == "Main",
            BackupRetentionPeriod = id == "Main" ? Settings.BackupDays : null,
            DbSubnetGroupName = id == "Main" ? _subnets.Ref : null,
            AvailabilityZone = zone is null ? null : $"{Deployment.Region}{zone}",
        })));
        replica.Accept("AwsSolutions-RDS2", "A copy is encrypted because its source is, and may not say so.");
        if (zone is not null)
        {
            replica.Accept("AwsSolutions-RDS3", "One of two copies in different zones; the primary is in two.");
            replica.Accept("W3010", "Copies are spread over zones on purpose.");
        }
        else
        {
            replica.Accept("W9013", "The source is in the other region, so no resource of this stack.");
        }

        return replica;
    }

    private CfnDBInstanceProps Common(string name, CfnDBInstanceProps own)
    {
        own.DbInstanceIdentifier = name;
        own.DbInstanceClass = Settings.InstanceClass;
        own.DbParameterGroupName = _parameters.Ref;
        own.StorageType = "gp3";
        own.Port = "5432";
        own.PubliclyAccessible = false;
        own.VpcSecurityGroups = [_groups.Database.AttrGroupId];
        own.EnableIamDatabaseAuthentication = true;
        own.EnablePerformanceInsights = true;
        own.PerformanceInsightsKmsKeyId = _keyArn;
        own.PerformanceInsightsRetentionPeriod = 7;
        own.MonitoringInterval = 15;
        own.MonitoringRoleArn = _monitoring.AttrArn;
        own.EnableCloudwatchLogsExports = ["postgresql", "upgrade"];
        own.CaCertificateIdentifier = "rds-ca-rsa2048-g1";
        own.AutoMinorVersionUpgrade = true;
        own.PreferredMaintenanceWindow = Maintenance;
        own.CopyTagsToSnapshot = true;
        own.DeleteAutomatedBackups = false;
        own.DeletionProtection = true;
        return own;
    }

    private static CfnDBInstance Keep(CfnDBInstance instance)
    {
        instance.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        instance.Accept("AwsSolutions-RDS11", "5432 is the port of the platform's network plan; who reaches it is decided by security groups.");
        Amazon.CDK.Tags.Of(instance).Add("backup", "daily");
        return instance;
    }

    private CfnDBParameterGroup Parameters() => new(this, "Parameters", new CfnDBParameterGroupProps
    {
        Family = $"postgres{Settings.EngineVersion.Split('.')[0]}",
        Description = "LeadPlatform",
        Parameters = new Dictionary<string, string>
        {
            ["rds.force_ssl"] = "1",
            ["shared_preload_libraries"] = "pg_stat_statements",
            ["synchronous_commit"] = "on",
            ["random_page_cost"] = "1.1",
            ["idle_in_transaction_session_timeout"] = "60000",
            ["track_io_timing"] = "1",
            ["log_connections"] = "1",
            ["log_disconnections"] = "1",
            ["log_lock_waits"] = "1",
            ["log_statement"] = "ddl",
            ["log_min_duration_statement"] = "500",
            // Parameters of statements are consumers' data; a slow or failed statement is logged without them.
            ["log_parameter_max_length"] = "0",
            ["log_parameter_max_length_on_error"] = "0",
        },
    });

    private void Proxy(CfnHostedZone zone)
    {
        var arns = DatabaseLogins.All.Select(login => Deployment.Arn("secretsmanager", $"secret:{Deployment.Secrets}/{login.Secret}")).ToArray();
        var role = Policies.ServiceRole(this, "ProxyRole", Deployment.Global("database-proxy"), "rds.amazonaws.com", null,
            Policies.Allow(["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], [.. arns.Select(arn => $"{arn}-??????")]),
            Policies.Allow(["kms:Decrypt"], [_keyArn], Policies.When("StringEquals", "kms:ViaService", $"secretsmanager.{Deployment.Region}.amazonaws.com")));
        var proxy = new CfnDBProxy(this, "Proxy", new CfnDBProxyProps
        {
            DbProxyName = Deployment.Local("postgres"),
            EngineFamily = "POSTGRESQL",
            RequireTls = true,
            RoleArn = role.AttrArn,
            VpcSubnetIds = _network.DatabaseIds,
            VpcSecurityGroupIds = [_groups.Database.AttrGroupId],
            IdleClientTimeout = 1800,
            DebugLogging = false,
            Auth = arns.Select(arn => new CfnDBProxy.AuthFormatProperty
            {
                AuthScheme = "SECRETS",
                ClientPasswordAuthType = "POSTGRES_SCRAM_SHA_256",
                // The services of this version bring the password; roles in IAM may connect to the instance.
                IamAuth = "DISABLED",
                SecretArn = arn,
            }).ToArray(),
        });
        _ = new CfnDBProxyTargetGroup(this, "ProxyTarget", new CfnDBProxyTargetGroupProps
        {
            DbProxyName = proxy.Ref,
            TargetGroupName = "default",
            DbInstanceIdentifiers = [Main.Ref],
            ConnectionPoolConfigurationInfo = new CfnDBProxyTargetGroup.ConnectionPoolConfigurationInfoFormatProperty { MaxConnectionsPercent = 90, MaxIdleConnectionsPercent = 50, ConnectionBorrowTimeout = 30 },
        });
        foreach (var name in DatabaseLogins.Databases)
            _ = new CfnRecordSet(this, $"{name}Name", new CfnRecordSetProps { HostedZoneId = zone.Ref, Name = $"{name}.proxy.{Deployment.PrivateZone}", Type = "CNAME", Ttl = "30", ResourceRecords = [proxy.AttrEndpoint] });
        Tell("ProxyAddress", proxy.AttrEndpoint, "Proxy, known as leads.proxy and backend.proxy in the private zone");
    }
}
