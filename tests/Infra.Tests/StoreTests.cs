using Amazon.CDK.Assertions;

namespace LeadPlatform.Infra.Tests;

public class StoreTests
{
    [Theory]
    [InlineData("production", 35)]
    [InlineData("staging", 7)]
    public async Task Postgres_commits_in_two_zones_and_has_two_replicas_and_a_proxy(string environment, int days)
    {
        var template = await Synthesized.TemplateAsync($"{environment}-primary-database");
        template.ResourceCountIs("AWS::RDS::DBInstance", 3);
        template.HasResourceProperties("AWS::RDS::DBInstance", new Dictionary<string, object>
        {
            ["Engine"] = "postgres",
            ["MultiAZ"] = true,
            ["StorageEncrypted"] = true,
            ["BackupRetentionPeriod"] = days,
            ["DeletionProtection"] = true,
            ["EnablePerformanceInsights"] = true,
            ["EnableIAMDatabaseAuthentication"] = true,
            ["ManageMasterUserPassword"] = true,
            ["PubliclyAccessible"] = false,
            ["DeleteAutomatedBackups"] = false,
        });
        template.ResourcePropertiesCountIs("AWS::RDS::DBInstance", new Dictionary<string, object> { ["SourceDBInstanceIdentifier"] = new Dictionary<string, object> { ["Ref"] = "Main" } }, 2);
        template.HasResourceProperties("AWS::RDS::DBProxy", new Dictionary<string, object> { ["RequireTLS"] = true, ["EngineFamily"] = "POSTGRESQL" });
        template.HasResourceProperties("AWS::RDS::DBParameterGroup", new Dictionary<string, object>
        {
            ["Family"] = "postgres17",
            ["Parameters"] = new Dictionary<string, object> { ["rds.force_ssl"] = "1", ["synchronous_commit"] = "on", ["log_parameter_max_length"] = "0", ["log_parameter_max_length_on_error"] = "0" },
        });
    }

    [Fact]
    public async Task The_standbys_postgres_follows_the_primarys_from_the_other_region()
    {
        var main = (await Synthesized.StackAsync("production-standby-database")).Single("AWS::RDS::DBInstance");
        ((string)main["SourceDBInstanceIdentifier"]!).ShouldBe("arn:aws:rds:us-east-1:111122223333:db:lead-platform-postgres");
        ((string)main["SourceRegion"]!).ShouldBe("us-east-1");
        ((bool)main["MultiAZ"]!).ShouldBeTrue();
        ((int)main["BackupRetentionPeriod"]!).ShouldBe(35);
        ((bool)main["DeletionProtection"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task Redis_has_two_replicas_a_shard_and_its_eviction_is_chosen()
    {
        var template = await Synthesized.TemplateAsync("production-primary-cache");
        template.HasResourceProperties("AWS::ElastiCache::ReplicationGroup", new Dictionary<string, object>
        {
            ["NumNodeGroups"] = 2,
            ["ReplicasPerNodeGroup"] = 2,
            ["AutomaticFailoverEnabled"] = true,
            ["MultiAZEnabled"] = true,
            ["TransitEncryptionEnabled"] = true,
            ["TransitEncryptionMode"] = "required",
            ["AtRestEncryptionEnabled"] = true,
            ["AuthToken"] = "{{resolve:secretsmanager:lead-platform/production/redis:SecretString:password}}",
        });
        template.HasResourceProperties("AWS::ElastiCache::ParameterGroup", new Dictionary<string, object>
        {
            ["Properties"] = new Dictionary<string, object> { ["cluster-enabled"] = "yes", ["maxmemory-policy"] = "volatile-lfu" },
        });
        template.HasResourceProperties("AWS::ElastiCache::GlobalReplicationGroup", new Dictionary<string, object> { ["GlobalReplicationGroupIdSuffix"] = "lead-platform-redis" });
        ((string)(await Synthesized.StackAsync("production-standby-cache")).Single("AWS::ElastiCache::ReplicationGroup")["GlobalReplicationGroupId"]!).ShouldBe("ldgnf-lead-platform-redis");
    }

    [Fact]
    public async Task Neptune_has_two_replicas_and_a_global_database()
    {
        var primary = await Synthesized.StackAsync("production-primary-graph");
        primary.Of("AWS::Neptune::DBInstance").Count().ShouldBe(3);
        var cluster = primary.Single("AWS::Neptune::DBCluster");
        ((bool)cluster["IamAuthEnabled"]! && (bool)cluster["StorageEncrypted"]! && (bool)cluster["DeletionProtection"]!).ShouldBeTrue();
        var standby = await Synthesized.StackAsync("production-standby-graph");
        standby.Of("AWS::Neptune::DBInstance").Count().ShouldBe(1);
        var global = (string)primary.Single("AWS::Neptune::GlobalCluster")["GlobalClusterIdentifier"]!;
        new[] { cluster, standby.Single("AWS::Neptune::DBCluster") }.ShouldAllBe(one => (string)one["GlobalClusterIdentifier"]! == global);
    }

    [Theory]
    [InlineData("Documents", "documents", "personal")]
    [InlineData("Backups", "backups", "backups")]
    [InlineData("Audit", "audit", "audit")]
    public async Task What_cant_be_made_again_is_copied_within_15_minutes(string id, string name, string key)
    {
        var rule = (await Synthesized.StackAsync("production-primary-buckets")).Get(id)["ReplicationConfiguration"]!["Rules"]![0]!;
        ((string)rule["Destination"]!["Bucket"]!).ShouldBe($"arn:aws:s3:::lead-platform-production-{name}-us-west-2");
        ((int)rule["Destination"]!["ReplicationTime"]!["Time"]!["Minutes"]!).ShouldBe(15);
        ((string)rule["Destination"]!["EncryptionConfiguration"]!["ReplicaKmsKeyID"]!).ShouldBe($"arn:aws:kms:us-west-2:111122223333:alias/lead-platform-{key}");
        ((string)(await Synthesized.StackAsync("production-standby-buckets")).Get(id)["BucketName"]!).ShouldBe($"lead-platform-production-{name}-us-west-2");
    }

    [Fact]
    public async Task Every_bucket_keeps_versions_is_closed_encrypted_and_speaks_tls_alone()
    {
        foreach (var place in new[] { "production-primary", "production-standby", "staging-primary", "staging-standby" })
        {
            var stack = await Synthesized.StackAsync($"{place}-buckets");
            foreach (var (id, bucket) in stack.Of("AWS::S3::Bucket"))
            {
                ((string)bucket["VersioningConfiguration"]!["Status"]!).ShouldBe("Enabled", id);
                bucket["PublicAccessBlockConfiguration"]!.AsObject().Select(one => (bool)one.Value!).ShouldBe([true, true, true, true], id);
                var policy = stack.Get($"{id}Policy")["PolicyDocument"]!["Statement"]![0]!;
                $"{policy["Effect"]} {policy["Condition"]!["Bool"]!["aws:SecureTransport"]}".ShouldBe("Deny false", id);
                if (id != "Edge")
                    bucket["LifecycleConfiguration"]!["Rules"]!.AsArray().Where(rule => (string?)rule!["Transitions"]?[0]?["StorageClass"] == "INTELLIGENT_TIERING").ShouldHaveSingleItem();
            }

            Classes(stack, "Documents").ShouldContain("GLACIER");
            Classes(stack, "Backups").ShouldContain("DEEP_ARCHIVE");
            var locked = stack.Get("Audit")["ObjectLockConfiguration"]!["Rule"]!["DefaultRetention"]!;
            $"{locked["Mode"]} {locked["Years"]}".ShouldBe("COMPLIANCE 7");
        }

        static IEnumerable<string?> Classes(Stack stack, string id) => stack.Get(id)["LifecycleConfiguration"]!["Rules"]!.AsArray().Select(rule => (string?)rule!["Transitions"]?[0]?["StorageClass"]);
    }

    [Fact]
    public async Task Keys_are_by_class_of_data_and_replaced_every_year()
    {
        var template = await Synthesized.TemplateAsync("production-primary-keys");
        template.ResourcePropertiesCountIs("AWS::KMS::Key", new Dictionary<string, object> { ["EnableKeyRotation"] = true, ["RotationPeriodInDays"] = 365 }, 5);
        template.ResourceCountIs("AWS::KMS::Key", 5);
        foreach (var alias in new[] { "personal", "internal", "audit", "backups", "cluster" })
            template.HasResourceProperties("AWS::KMS::Alias", new Dictionary<string, object> { ["AliasName"] = $"alias/lead-platform-{alias}" });
    }

    [Fact]
    public async Task Secrets_are_copied_and_passwords_of_postgres_change_every_30_days()
    {
        var secrets = (await Synthesized.StackAsync("production-primary-secrets")).Of("AWS::SecretsManager::Secret").ToList();
        secrets.Select(one => (string)one.Properties["Name"]!).ShouldBe(
            new[] { "database/leads", "database/leads-service", "database/backend", "database/backend-service", "redis", "nats", "clients", "keys", "ai", "smtp", "qdrant", "graph" }.Select(name => $"lead-platform/production/{name}"), ignoreOrder: true);
        secrets.ShouldAllBe(one => (string)one.Properties["ReplicaRegions"]![0]!["Region"]! == "us-west-2");
        var rotation = await Synthesized.TemplateAsync("production-primary-rotation");
        rotation.ResourcePropertiesCountIs("AWS::SecretsManager::RotationSchedule", new Dictionary<string, object>
        {
            ["RotationRules"] = new Dictionary<string, object> { ["ScheduleExpression"] = "rate(30 days)" },
            ["HostedRotationLambda"] = Match.ObjectLike(new Dictionary<string, object> { ["RotationType"] = "PostgreSQLSingleUser" }),
        }, 4);
    }
}
