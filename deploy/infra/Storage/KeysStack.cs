using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Constructs;

namespace LeadPlatform.Infra.Storage;

/// <summary>One key for each class of data, replaced every year. The other region names them by alias, so that neither region waits for the other's stacks.</summary>
internal sealed class KeysStack : PlatformStack
{
    public KeysStack(Construct scope, Deployment deployment)
        : base(scope, "keys", deployment, DataClass.Internal, "KMS keys by class of data")
    {
        Personal = Key("Personal", DataClass.Personal, "Consumers' data: databases, cache, graph, documents, secrets");
        Internal = Key("Internal", DataClass.Internal, "Logs, queues, notifications, images, volumes",
            Service($"logs.{deployment.Region}.amazonaws.com", Policies.When("ArnLike", "kms:EncryptionContext:aws:logs:arn", deployment.Arn("logs", "*"))),
            Service("sns.amazonaws.com", OwnAccount), Service("events.amazonaws.com", OwnAccount), Service("budgets.amazonaws.com", OwnAccount),
            Service("costalerts.amazonaws.com", OwnAccount), Service("backup.amazonaws.com", OwnAccount), Service("cloudwatch.amazonaws.com", OwnAccount),
            // Nodes' disks are encrypted on behalf of their group.
            AutoScaling("kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey", "kms:CreateGrant"));
        Audit = Key("Audit", DataClass.Audit, "Trails and records of configuration", Service("cloudtrail.amazonaws.com", OwnAccount), Service("config.amazonaws.com", OwnAccount),
            Service($"logs.{deployment.Region}.amazonaws.com", Policies.When("ArnLike", "kms:EncryptionContext:aws:logs:arn", deployment.Arn("logs", "*"))));
        Backups = Key("Backups", DataClass.Backups, "Dumps, snapshots, vaults");
        Cluster = Key("Cluster", "cluster", "Envelope encryption of Kubernetes' secrets");
    }

    public CfnKey Personal { get; }

    public CfnKey Internal { get; }

    public CfnKey Audit { get; }

    public CfnKey Backups { get; }

    public CfnKey Cluster { get; }

    private Dictionary<string, object> OwnAccount => Policies.When("StringEquals", "aws:SourceAccount", Deployment.Account);

    private CfnKey Key(string id, string alias, string description, params object[] more)
    {
        var key = new CfnKey(this, id, new CfnKeyProps
        {
            Description = description,
            EnableKeyRotation = true,
            RotationPeriodInDays = 365,
            PendingWindowInDays = 30,
            KeyPolicy = Policies.Document([Policies.AllowAccount(Deployment.Account, ["kms:*"], ["*"]), GrantsForAwsOnly(), .. more]),
        });
        key.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        Amazon.CDK.Tags.Of(key).Add(RequiredTags.DataClass, alias == "cluster" ? DataClass.Internal : alias);
        _ = new CfnAlias(this, $"{id}Alias", new CfnAliasProps { AliasName = $"alias/{Deployment.Prefix}-{alias}", TargetKeyId = key.Ref });
        return key;
    }

    private static Dictionary<string, object> GrantsForAwsOnly() => Policies.DenyEveryone(["kms:CreateGrant"], ["*"],
        new Dictionary<string, object> { ["BoolIfExists"] = new Dictionary<string, object> { ["kms:GrantIsForAWSResource"] = "false", ["aws:PrincipalIsAWSService"] = "false" } });

    private static Dictionary<string, object> Service(string service, object condition) =>
        Policies.AllowService(service, ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"], ["*"], condition);

    private Dictionary<string, object> AutoScaling(params string[] actions) => new()
    {
        ["Effect"] = "Allow",
        ["Principal"] = new Dictionary<string, object> { ["AWS"] = $"arn:aws:iam::{Deployment.Account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling" },
        ["Action"] = actions,
        ["Resource"] = "*",
    };
}
