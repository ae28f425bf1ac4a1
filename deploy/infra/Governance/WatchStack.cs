using Amazon.CDK.AWS.AccessAnalyzer;
using Amazon.CDK.AWS.Config;
using Amazon.CDK.AWS.GuardDuty;
using Amazon.CDK.AWS.SecurityHub;
using Constructs;
using LeadPlatform.Infra.Storage;

namespace LeadPlatform.Infra.Governance;

/// <summary>What looks at the account by itself, in each region: Config with its rules, GuardDuty, Security Hub with its standards, Access Analyzer.</summary>
internal sealed class WatchStack : PlatformStack
{
    public static readonly string[] ConfigRules =
    [
        "VPC_FLOW_LOGS_ENABLED", "VPC_DEFAULT_SECURITY_GROUP_CLOSED", "INCOMING_SSH_DISABLED", "RDS_STORAGE_ENCRYPTED", "RDS_MULTI_AZ_SUPPORT", "RDS_INSTANCE_PUBLIC_ACCESS_CHECK",
        "RDS_INSTANCE_DELETION_PROTECTION_ENABLED", "ELASTICACHE_REDIS_CLUSTER_AUTOMATIC_BACKUP_CHECK", "S3_BUCKET_PUBLIC_READ_PROHIBITED", "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
        "S3_BUCKET_SSL_REQUESTS_ONLY", "S3_BUCKET_VERSIONING_ENABLED", "ENCRYPTED_VOLUMES", "EFS_ENCRYPTED_CHECK", "EKS_ENDPOINT_NO_PUBLIC_ACCESS", "EKS_SECRETS_ENCRYPTED",
        "CMK_BACKING_KEY_ROTATION_ENABLED", "SECRETSMANAGER_ROTATION_ENABLED_CHECK", "IAM_ROOT_ACCESS_KEY_CHECK", "ROOT_ACCOUNT_MFA_ENABLED", "IAM_USER_NO_POLICIES_CHECK",
        "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED", "GUARDDUTY_ENABLED_CENTRALIZED", "DB_INSTANCE_BACKUP_ENABLED", "REQUIRED_TAGS",
    ];

    private static readonly string[] Standards = ["aws-foundational-security-best-practices/v/1.0.0", "cis-aws-foundations-benchmark/v/3.0.0", "nist-800-53/v/5.0.0"];

    private static readonly string[] GuardDutyFeatures = ["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "RUNTIME_MONITORING"];

    public WatchStack(Construct scope, Deployment deployment, KeysStack keys, BucketsStack buckets)
        : base(scope, "watch", deployment, DataClass.Audit, "Config, GuardDuty, Security Hub, Access Analyzer")
    {
        Record(keys, buckets);
        new CfnDetector(this, "GuardDuty", new CfnDetectorProps
        {
            Enable = true,
            FindingPublishingFrequency = "FIFTEEN_MINUTES",
            Features = GuardDutyFeatures.Select(feature => new CfnDetector.CFNFeatureConfigurationProperty { Name = feature, Status = "ENABLED" }).ToArray(),
        }).Accept("guardduty_s3_protection_enabled_check", "On, as the feature S3_DATA_EVENTS; the older setting excludes features.");
        var hub = new CfnHub(this, "SecurityHub", new CfnHubProps { EnableDefaultStandards = false, ControlFindingGenerator = "SECURITY_CONTROL", AutoEnableControls = true });
        foreach (var standard in Standards)
        {
            new CfnStandard(this, standard.Split('/')[0], new CfnStandardProps { StandardsArn = $"arn:aws:securityhub:{deployment.Region}::standards/{standard}" })
                .Accept("W9002", "Standards are AWS's own, known by ARN only.").AddDependency(hub);
        }
        _ = new CfnAnalyzer(this, "AccessAnalyzer", new CfnAnalyzerProps { AnalyzerName = deployment.Prefix, Type = "ACCOUNT" });
    }

    private void Record(KeysStack keys, BucketsStack buckets)
    {
        // AWS's own role of Config; a role named here would need to be kept up with what Config learns to read.
        var role = $"arn:aws:iam::{Deployment.Account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";
        var recorder = new CfnConfigurationRecorder(this, "Recorder", new CfnConfigurationRecorderProps
        {
            Name = "default",
            RoleArn = role,
            // What is no region's is recorded once.
            RecordingGroup = new CfnConfigurationRecorder.RecordingGroupProperty { AllSupported = true, IncludeGlobalResourceTypes = Deployment.IsPrimary },
        });
        recorder.Accept("W9013", "The role is AWS's own of the account.");
        _ = new CfnDeliveryChannel(this, "Delivery", new CfnDeliveryChannelProps
        {
            Name = "default",
            S3BucketName = buckets.Audit.Ref,
            S3KeyPrefix = "config",
            S3KmsKeyArn = keys.Audit.AttrArn,
            ConfigSnapshotDeliveryProperties = new CfnDeliveryChannel.ConfigSnapshotDeliveryPropertiesProperty { DeliveryFrequency = "TwentyFour_Hours" },
        });
        foreach (var rule in ConfigRules)
        {
            new CfnConfigRule(this, rule, new CfnConfigRuleProps
            {
                ConfigRuleName = $"{Deployment.Prefix}-{rule.ToLowerInvariant().Replace('_', '-')}",
                Source = new CfnConfigRule.SourceProperty { Owner = "AWS", SourceIdentifier = rule },
                InputParameters = rule == "REQUIRED_TAGS" ? RequiredTags.All.Select((tag, i) => (tag, i)).ToDictionary(one => $"tag{one.i + 1}Key", one => one.tag) : null,
            }).AddDependency(recorder);
        }
    }
}
