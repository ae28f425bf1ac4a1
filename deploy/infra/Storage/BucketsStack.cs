using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace LeadPlatform.Infra.Storage;

/// <summary>
/// Documents, backups, audit records, logs. What can't be made again is copied to the standby region within 15 minutes; the copies' buckets are the same stack there, so the standby's is deployed first.
/// </summary>
internal sealed class BucketsStack : PlatformStack
{
    private const int AuditRetentionYears = 7;

    public BucketsStack(Construct scope, Deployment deployment, KeysStack keys)
        : base(scope, "buckets", deployment, DataClass.Personal, "Buckets of documents, backups, audit records and logs")
    {
        Logs = LogBucket();
        Documents = Bucket("Documents", DataClass.Personal, keys.Personal.AttrArn,
            Tier(), Then("Archive", 365, "GLACIER"), OldVersions(90));
        Backups = Bucket("Backups", DataClass.Backups, keys.Backups.AttrArn,
            Tier(), Then("Archive", 90, "DEEP_ARCHIVE"), Expire("End", 400), OldVersions(35));
        ClusterBackups = Bucket("ClusterBackups", DataClass.Backups, keys.Backups.AttrArn, Tier(), Expire("End", 35), OldVersions(7));
        LogLines = Bucket("LogLines", DataClass.Internal, keys.Internal.AttrArn, Tier(), Expire("End", 35), OldVersions(7));
        Edge = Bucket("Edge", DataClass.None, keys.Internal.AttrArn, OldVersions(90));
        Audit = AuditBucket(keys);

        if (deployment.IsPrimary)
        {
            var role = ReplicationRole(keys);
            Replicate(Documents, "documents", DataClass.Personal, role);
            Replicate(Backups, "backups", DataClass.Backups, role);
            Replicate(Audit, "audit", DataClass.Audit, role);
        }

        Tell("DocumentsBucket", Documents.Ref, "Documents and files of imports");
        Tell("BackupsBucket", Backups.Ref, "jobs.backup.bucket of the chart, with s3:// before it");
        Tell("LogsBucket", Logs.Ref, "edge.alb.accessLogsBucket of the chart");
        Tell("ClusterBackupsBucket", ClusterBackups.Ref, "Velero's bucket");
        Tell("EdgeBucket", Edge.Ref, "Where the load balancer finds the authority of Cloudflare's certificates");
        Tell("LogLinesBucket", LogLines.Ref, "Loki's bucket");
    }

    public CfnBucket Logs { get; }

    public CfnBucket Documents { get; }

    public CfnBucket Backups { get; }

    public CfnBucket ClusterBackups { get; }

    public CfnBucket LogLines { get; }

    /// <summary>Certificates of those that the load balancer trusts.</summary>
    public CfnBucket Edge { get; }

    public CfnBucket Audit { get; }

    private CfnBucket Bucket(string id, string dataClass, string keyArn, params object[] rules)
    {
        var bucket = new CfnBucket(this, id, new CfnBucketProps
        {
            BucketName = Name(id),
            BucketEncryption = Encrypted("aws:kms", keyArn),
            VersioningConfiguration = new CfnBucket.VersioningConfigurationProperty { Status = "Enabled" },
            PublicAccessBlockConfiguration = Closed(),
            OwnershipControls = OwnerOnly(),
            LoggingConfiguration = new CfnBucket.LoggingConfigurationProperty { DestinationBucketName = Logs.Ref, LogFilePrefix = $"s3/{id.ToLowerInvariant()}/" },
            LifecycleConfiguration = new CfnBucket.LifecycleConfigurationProperty { Rules = rules.Append(Unfinished()).ToArray() },
        });
        return Keep(bucket, id, dataClass);
    }

    private CfnBucket AuditBucket(KeysStack keys)
    {
        var bucket = Bucket("Audit", DataClass.Audit, keys.Audit.AttrArn, Tier(), Then("Archive", 180, "GLACIER"), Expire("End", AuditRetentionYears * 366));
        bucket.ObjectLockEnabled = true;
        bucket.ObjectLockConfiguration = new CfnBucket.ObjectLockConfigurationProperty
        {
            ObjectLockEnabled = "Enabled",
            Rule = new CfnBucket.ObjectLockRuleProperty { DefaultRetention = new CfnBucket.DefaultRetentionProperty { Mode = "COMPLIANCE", Years = AuditRetentionYears } },
        };
        return bucket;
    }

    private CfnBucket LogBucket()
    {
        var bucket = new CfnBucket(this, "Logs", new CfnBucketProps
        {
            BucketName = Name("Logs"),
            // Load balancers write to buckets with Amazon's own key only.
            BucketEncryption = Encrypted("AES256", null),
            VersioningConfiguration = new CfnBucket.VersioningConfigurationProperty { Status = "Enabled" },
            PublicAccessBlockConfiguration = Closed(),
            OwnershipControls = OwnerOnly(),
            LifecycleConfiguration = new CfnBucket.LifecycleConfigurationProperty { Rules = new[] { Tier(), Then("Archive", 180, "GLACIER"), Expire("End", 400), OldVersions(30), Unfinished() } },
        });
        return Keep(bucket, "Logs", DataClass.Internal,
            Policies.AllowService("logdelivery.elasticloadbalancing.amazonaws.com", ["s3:PutObject"], [$"{bucket.AttrArn}/*"], Policies.When("StringEquals", "aws:SourceAccount", Deployment.Account)),
            Policies.AllowService("delivery.logs.amazonaws.com", ["s3:PutObject"], [$"{bucket.AttrArn}/*"], Policies.When("StringEquals", "aws:SourceAccount", Deployment.Account)),
            Policies.AllowService("delivery.logs.amazonaws.com", ["s3:GetBucketAcl"], [bucket.AttrArn], Policies.When("StringEquals", "aws:SourceAccount", Deployment.Account)),
            Policies.AllowService("logging.s3.amazonaws.com", ["s3:PutObject"], [$"{bucket.AttrArn}/*"], Policies.When("StringEquals", "aws:SourceAccount", Deployment.Account)));
    }

    private CfnBucket Keep(CfnBucket bucket, string id, string dataClass, params object[] statements)
    {
        bucket.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        bucket.Accept("s3_event_notifications_enabled_check", "Nothing acts on its events; reads and writes are in the trail.");
        if (id != "Audit")
            bucket.Accept("s3_bucket_object_lock_enabled_check", "Data of a person must be deletable on request; what must not be deleted is in the audit bucket.");
        if (id == "Logs")
            bucket.Accept(["s3_bucket_default_encryption_kms_check"], "Load balancers can't write to a bucket with a key of one's own.")
                .Accept("s3_bucket_logging_enabled_check", "It is where the others are logged; logging itself it would grow for ever.");
        Amazon.CDK.Tags.Of(bucket).Add(RequiredTags.DataClass, dataClass);
        if (id is "Documents" or "Backups")
            Amazon.CDK.Tags.Of(bucket).Add("backup", "daily");
        if (id == "Audit")
        {
            var own = Policies.When("StringEquals", "aws:SourceAccount", Deployment.Account);
            statements =
            [
                Policies.AllowService("cloudtrail.amazonaws.com", ["s3:GetBucketAcl"], [bucket.AttrArn], own),
                Policies.AllowService("cloudtrail.amazonaws.com", ["s3:PutObject"], [$"{bucket.AttrArn}/*"], own),
                Policies.AllowService("config.amazonaws.com", ["s3:GetBucketAcl", "s3:ListBucket"], [bucket.AttrArn], own),
                Policies.AllowService("config.amazonaws.com", ["s3:PutObject"], [$"{bucket.AttrArn}/*"], own),
            ];
        }

        _ = new CfnBucketPolicy(this, $"{id}Policy", new CfnBucketPolicyProps
        {
            Bucket = bucket.Ref,
            PolicyDocument = Policies.Document(
            [
                Policies.DenyEveryone(["s3:*"], [bucket.AttrArn, $"{bucket.AttrArn}/*"], Policies.When("Bool", "aws:SecureTransport", "false")),
                .. statements,
            ]),
        });
        return bucket;
    }

    private string Name(string id) => id switch
    {
        "ClusterBackups" => Deployment.Global("cluster-backups"),
        // As deploy/gitops/values/loki.yaml has it; in staging that is the name of the bucket above.
        "LogLines" => Deployment.Global(Deployment.IsProduction ? "logs" : "log-lines"),
        _ => Deployment.Bucket(id.ToLowerInvariant()),
    };

    private CfnRole ReplicationRole(KeysStack keys)
    {
        string[] names = ["documents", "backups", "audit"];
        var sources = names.Select(name => $"arn:aws:s3:::{Deployment.Bucket(name, primary: true)}").ToArray();
        var copies = names.Select(name => $"arn:aws:s3:::{Deployment.Bucket(name, primary: false)}/*").ToArray();
        var role = Policies.ServiceRole(this, "Replication", Deployment.Global("s3-replication"), "s3.amazonaws.com", null,
            Policies.Allow(["s3:GetReplicationConfiguration", "s3:ListBucket"], sources),
            Policies.Allow(["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging", "s3:GetObjectRetention", "s3:GetObjectLegalHold"], [.. sources.Select(arn => $"{arn}/*")]),
            Policies.Allow(["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"], copies),
            Policies.Allow(["kms:Decrypt"], [keys.Personal.AttrArn, keys.Backups.AttrArn, keys.Audit.AttrArn]),
            Policies.Allow(["kms:Encrypt"], [Deployment.ArnElsewhere("kms", "key/*")], Policies.When("ForAnyValue:StringLike", "kms:ResourceAliases", $"alias/{Deployment.Prefix}-*")));
        return role.Accept("AwsSolutions-IAM5", "All objects of the three buckets, and the keys of their copies, which are known by alias only.");
    }

    private void Replicate(CfnBucket bucket, string name, string dataClass, CfnRole role) => bucket.ReplicationConfiguration = new CfnBucket.ReplicationConfigurationProperty
    {
        Role = role.AttrArn,
        Rules = new object[]
        {
            new CfnBucket.ReplicationRuleProperty
            {
                Id = "standby",
                Priority = 1,
                Status = "Enabled",
                Filter = new CfnBucket.ReplicationRuleFilterProperty { Prefix = "" },
                DeleteMarkerReplication = new CfnBucket.DeleteMarkerReplicationProperty { Status = "Enabled" },
                SourceSelectionCriteria = new CfnBucket.SourceSelectionCriteriaProperty { SseKmsEncryptedObjects = new CfnBucket.SseKmsEncryptedObjectsProperty { Status = "Enabled" } },
                Destination = new CfnBucket.ReplicationDestinationProperty
                {
                    Bucket = $"arn:aws:s3:::{Deployment.Bucket(name, primary: false)}",
                    EncryptionConfiguration = new CfnBucket.EncryptionConfigurationProperty { ReplicaKmsKeyId = Deployment.ArnElsewhere("kms", $"alias/{Deployment.Prefix}-{dataClass}") },
                    ReplicationTime = new CfnBucket.ReplicationTimeProperty { Status = "Enabled", Time = new CfnBucket.ReplicationTimeValueProperty { Minutes = 15 } },
                    Metrics = new CfnBucket.MetricsProperty { Status = "Enabled", EventThreshold = new CfnBucket.ReplicationTimeValueProperty { Minutes = 15 } },
                },
            },
        },
    };

    private static CfnBucket.RuleProperty Tier() => Then("Tier", 0, "INTELLIGENT_TIERING");

    private static CfnBucket.RuleProperty Then(string id, int days, string storageClass) => new()
    {
        Id = id,
        Status = "Enabled",
        Transitions = new object[] { new CfnBucket.TransitionProperty { StorageClass = storageClass, TransitionInDays = days } },
    };

    private static CfnBucket.RuleProperty Expire(string id, int days) => new() { Id = id, Status = "Enabled", ExpirationInDays = days };

    private static CfnBucket.RuleProperty OldVersions(int days) => new()
    {
        Id = "OldVersions",
        Status = "Enabled",
        NoncurrentVersionExpiration = new CfnBucket.NoncurrentVersionExpirationProperty { NoncurrentDays = days },
    };

    private static CfnBucket.RuleProperty Unfinished() => new()
    {
        Id = "Unfinished",
        Status = "Enabled",
        AbortIncompleteMultipartUpload = new CfnBucket.AbortIncompleteMultipartUploadProperty { DaysAfterInitiation = 7 },
    };

    private static CfnBucket.BucketEncryptionProperty Encrypted(string algorithm, string? keyArn) => new()
    {
        ServerSideEncryptionConfiguration = new object[]
        {
            new CfnBucket.ServerSideEncryptionRuleProperty
            {
                BucketKeyEnabled = keyArn is null ? null : true,
                ServerSideEncryptionByDefault = new CfnBucket.ServerSideEncryptionByDefaultProperty { SseAlgorithm = algorithm, KmsMasterKeyId = keyArn },
            },
        },
    };

    private static CfnBucket.PublicAccessBlockConfigurationProperty Closed() => new() { BlockPublicAcls = true, BlockPublicPolicy = true, IgnorePublicAcls = true, RestrictPublicBuckets = true };

    private static CfnBucket.OwnershipControlsProperty OwnerOnly() => new() { Rules = new object[] { new CfnBucket.OwnershipControlsRuleProperty { ObjectOwnership = "BucketOwnerEnforced" } } };
}
