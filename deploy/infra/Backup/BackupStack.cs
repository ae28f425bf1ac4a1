using Amazon.CDK;
using Amazon.CDK.AWS.Backup;
using Amazon.CDK.AWS.SNS;
using Constructs;
using LeadPlatform.Infra.Storage;

namespace LeadPlatform.Infra.Backup;

/// <summary>A vault in each region; in the primary region daily backups of everything tagged <c>backup: daily</c>, each copied to the other region's vault.</summary>
internal sealed class BackupStack : PlatformStack
{
    public const int DailyDays = 35;

    private const int MonthlyDays = 365;
    private const int ColdAfterDays = 30;
    private const int ShortestDays = 7;

    public BackupStack(Construct scope, Deployment deployment, KeysStack keys, CfnTopic alerts)
        : base(scope, "backup", deployment, DataClass.Backups, "Vault and plans of AWS Backup")
    {
        var name = deployment.Local("vault");
        var vault = new CfnBackupVault(this, "Vault", new CfnBackupVaultProps
        {
            BackupVaultName = name,
            EncryptionKeyArn = keys.Backups.AttrArn,
            // Who may delete a backup may still not do so before this.
            LockConfiguration = new CfnBackupVault.LockConfigurationTypeProperty { MinRetentionDays = ShortestDays, MaxRetentionDays = MonthlyDays },
            Notifications = new CfnBackupVault.NotificationObjectTypeProperty { SnsTopicArn = alerts.Ref, BackupVaultEvents = ["BACKUP_JOB_FAILED", "COPY_JOB_FAILED", "RESTORE_JOB_COMPLETED", "S3_BACKUP_OBJECT_FAILED"] },
        });
        vault.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        if (deployment.IsPrimary)
            Plan(vault, deployment.ArnElsewhere("backup", $"backup-vault:{name}"));
    }

    private void Plan(CfnBackupVault vault, string copy)
    {
        var plan = new CfnBackupPlan(this, "Plan", new CfnBackupPlanProps
        {
            BackupPlan = new CfnBackupPlan.BackupPlanResourceTypeProperty
            {
                BackupPlanName = Deployment.Local("backup"),
                BackupPlanRule = new object[]
                {
                    Rule("daily", "cron(0 5 * * ? *)", vault, copy, new CfnBackupPlan.LifecycleResourceTypeProperty { DeleteAfterDays = DailyDays }),
                    Rule("monthly", "cron(0 7 1 * ? *)", vault, copy, new CfnBackupPlan.LifecycleResourceTypeProperty { MoveToColdStorageAfterDays = ColdAfterDays, DeleteAfterDays = MonthlyDays }),
                },
            },
        });
        var role = Policies.ServiceRole(this, "Role", Deployment.Global("aws-backup"), "backup.amazonaws.com",
            ["service-role/AWSBackupServiceRolePolicyForBackup", "service-role/AWSBackupServiceRolePolicyForRestores", "AWSBackupServiceRolePolicyForS3Backup", "AWSBackupServiceRolePolicyForS3Restore"])
            .Accept("AwsSolutions-IAM4", "AWS keeps these policies as backups and restores need them.");
        _ = new CfnBackupSelection(this, "Tagged", new CfnBackupSelectionProps
        {
            BackupPlanId = plan.Ref,
            BackupSelection = new CfnBackupSelection.BackupSelectionResourceTypeProperty
            {
                SelectionName = "tagged",
                IamRoleArn = role.AttrArn,
                ListOfTags = new object[] { new CfnBackupSelection.ConditionResourceTypeProperty { ConditionType = "STRINGEQUALS", ConditionKey = "backup", ConditionValue = "daily" } },
            },
        });
    }

    private static CfnBackupPlan.BackupRuleResourceTypeProperty Rule(string name, string schedule, CfnBackupVault vault, string copy, CfnBackupPlan.LifecycleResourceTypeProperty lifecycle) => new()
    {
        RuleName = name,
        TargetBackupVault = vault.Ref,
        ScheduleExpression = schedule,
        StartWindowMinutes = 60,
        CompletionWindowMinutes = 360,
        Lifecycle = lifecycle,
        CopyActions = new object[] { new CfnBackupPlan.CopyActionResourceTypeProperty { DestinationBackupVaultArn = copy, Lifecycle = lifecycle } },
    };
}
