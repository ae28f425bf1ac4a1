using Amazon.CDK;
using Amazon.CDK.AWS.CloudTrail;
using Amazon.CDK.AWS.Logs;
using Constructs;
using LeadPlatform.Infra.Storage;

namespace LeadPlatform.Infra.Governance;

/// <summary>Who did what in the account, in all regions, and who read or wrote documents and backups; kept where nobody can delete it.</summary>
internal sealed class TrailStack : PlatformStack
{
    public TrailStack(Construct scope, Deployment deployment, KeysStack keys, BucketsStack buckets)
        : base(scope, "trail", deployment, DataClass.Audit, "CloudTrail")
    {
        var logs = new CfnLogGroup(this, "Logs", new CfnLogGroupProps { LogGroupName = $"/{deployment.Prefix}/trail", RetentionInDays = 365, KmsKeyId = keys.Audit.AttrArn }).Accept("cloudwatch_log_group_encrypted_check", Acceptance.ImportedKey);
        var role = Policies.ServiceRole(this, "Role", deployment.Global("trail"), "cloudtrail.amazonaws.com", null, Policies.Allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logs.AttrArn]));
        new CfnTrail(this, "Trail", new CfnTrailProps
        {
            TrailName = deployment.Prefix,
            IsLogging = true,
            IsMultiRegionTrail = true,
            IncludeGlobalServiceEvents = true,
            EnableLogFileValidation = true,
            S3BucketName = buckets.Audit.Ref,
            KmsKeyId = keys.Audit.AttrArn,
            CloudWatchLogsLogGroupArn = logs.AttrArn,
            CloudWatchLogsRoleArn = role.AttrArn,
            EventSelectors = new object[]
            {
                new CfnTrail.EventSelectorProperty
                {
                    ReadWriteType = "All",
                    IncludeManagementEvents = true,
                    DataResources = new object[]
                    {
                        new CfnTrail.DataResourceProperty { Type = "AWS::S3::Object", Values = [$"{buckets.Documents.AttrArn}/", $"{buckets.Backups.AttrArn}/"] },
                    },
                },
            },
        }).Accept("cloud_trail_encryption_enabled_check", Acceptance.ImportedKey);
    }
}
