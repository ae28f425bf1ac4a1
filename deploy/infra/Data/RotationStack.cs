using Amazon.CDK;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using LeadPlatform.Infra.Network;

namespace LeadPlatform.Infra.Data;

/// <summary>
/// New passwords for PostgreSQL's roles every 30 days. The function is AWS's own, made by its transform; it runs in the database subnets and reaches the instance and Secrets Manager, nothing else.
/// It changes the role itself, not one of two in turn: the proxy keeps open connections, and External Secrets brings the new password within <c>secrets.refreshInterval</c>.
/// </summary>
internal sealed class RotationStack : PlatformStack
{
    private const string EveryThirtyDays = "rate(30 days)";

    public RotationStack(Construct scope, Deployment deployment, NetworkStack network, SecurityGroupsStack groups, SecretsStack secrets, string keyArn)
        : base(scope, "rotation", deployment, DataClass.Personal, "Rotation of database passwords")
    {
        AddTransform("AWS::SecretsManager-2024-09-16");
        foreach (var (login, secret) in secrets.Databases)
        {
            _ = new CfnRotationSchedule(this, login.Id, new CfnRotationScheduleProps
            {
                SecretId = secret.Ref,
                RotateImmediatelyOnUpdate = false,
                RotationRules = new CfnRotationSchedule.RotationRulesProperty { ScheduleExpression = EveryThirtyDays, Duration = "2h" },
                HostedRotationLambda = new CfnRotationSchedule.HostedRotationLambdaProperty
                {
                    RotationType = "PostgreSQLSingleUser",
                    RotationLambdaName = deployment.Local($"rotate-{login.Secret.Split('/')[^1]}"),
                    KmsKeyArn = keyArn,
                    VpcSubnetIds = Fn.Join(",", network.DatabaseIds),
                    VpcSecurityGroupIds = groups.Database.AttrGroupId,
                    ExcludeCharacters = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
                },
            });
        }
    }
}
