using Amazon.CDK.AWS.EKS;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;
using LeadPlatform.Infra.Network;
using LeadPlatform.Infra.Storage;

namespace LeadPlatform.Infra.Cluster;

/// <summary>EKS: the control plane, who may enter it, and its identity provider.</summary>
internal sealed class ClusterStack : PlatformStack
{
    public static readonly string[] ControlPlaneLogs = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

    private const int LogDays = 365;

    public ClusterStack(Construct scope, Deployment deployment, NetworkStack network, SecurityGroupsStack groups, KeysStack keys)
        : base(scope, "cluster", deployment, DataClass.Internal, "EKS control plane, access entries, identity provider")
    {
        Name = deployment.Prefix;
        var logs = new CfnLogGroup(this, "Logs", new CfnLogGroupProps { LogGroupName = $"/aws/eks/{Name}/cluster", RetentionInDays = LogDays, KmsKeyId = keys.Audit.AttrArn }).Accept("cloudwatch_log_group_encrypted_check", Acceptance.ImportedKey);
        Amazon.CDK.Tags.Of(logs).Add(RequiredTags.DataClass, DataClass.Audit);
        // The second policy lets pods have security groups of their own.
        var role = Policies.ServiceRole(this, "Role", deployment.Global("cluster"), "eks.amazonaws.com", ["AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"])
            .Accept("AwsSolutions-IAM4", "AWS keeps these policies as EKS needs them.");
        Cluster = new CfnCluster(this, "Cluster", new CfnClusterProps
        {
            Name = Name,
            Version = deployment.Here.Cluster.KubernetesVersion,
            RoleArn = role.AttrArn,
            ResourcesVpcConfig = new CfnCluster.ResourcesVpcConfigProperty
            {
                SubnetIds = network.PrivateIds,
                SecurityGroupIds = [groups.Nodes.AttrGroupId],
                EndpointPrivateAccess = true,
                EndpointPublicAccess = false,
            },
            Logging = new CfnCluster.LoggingProperty
            {
                ClusterLogging = new CfnCluster.ClusterLoggingProperty { EnabledTypes = ControlPlaneLogs.Select(type => new CfnCluster.LoggingTypeConfigProperty { Type = type }).ToArray() },
            },
            EncryptionConfig = new object[]
            {
                new CfnCluster.EncryptionConfigProperty { Resources = ["secrets"], Provider = new CfnCluster.ProviderProperty { KeyArn = keys.Cluster.AttrArn } },
            },
            AccessConfig = new CfnCluster.AccessConfigProperty { AuthenticationMode = "API", BootstrapClusterCreatorAdminPermissions = false },
            UpgradePolicy = new CfnCluster.UpgradePolicyProperty { SupportType = "STANDARD" },
        });
        Cluster.Accept("eks_secrets_encrypted_check", Acceptance.ImportedKey);
        Cluster.AddDependency(logs);
        Identity = new CfnOIDCProvider(this, "Identity", new CfnOIDCProviderProps { Url = Cluster.AttrOpenIdConnectIssuerUrl, ClientIdList = ["sts.amazonaws.com"] });

        for (var i = 0; i < deployment.Environment.Administrators.Count; i++)
        {
            new CfnAccessEntry(this, $"Administrator{i}", new CfnAccessEntryProps
            {
                ClusterName = Cluster.Ref,
                PrincipalArn = deployment.Environment.Administrators[i],
                AccessPolicies = new object[]
                {
                    new CfnAccessEntry.AccessPolicyProperty
                    {
                        PolicyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
                        AccessScope = new CfnAccessEntry.AccessScopeProperty { Type = "cluster" },
                    },
                },
            }).Accept(["W9002", "W9013"], "The role is the account's own, named in environments.json, and made by nobody here.");
        }

        Tell("ClusterName", Cluster.Ref, "aws eks update-kubeconfig --name …");
    }

    public string Name { get; }

    public CfnCluster Cluster { get; }

    public CfnOIDCProvider Identity { get; }
}
