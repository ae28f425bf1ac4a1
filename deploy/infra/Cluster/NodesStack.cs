using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.EKS;
using Amazon.CDK.AWS.IAM;
using Constructs;
using LeadPlatform.Infra.Network;

namespace LeadPlatform.Infra.Cluster;

/// <summary>
/// The baseline: nodes on demand that carry 70 % of the normal demand and are paid for by savings plans; Karpenter adds the rest, on demand or spot. And the add-ons of AWS.
/// </summary>
internal sealed class NodesStack : PlatformStack
{
    public NodesStack(Construct scope, Deployment deployment, NetworkStack network, SecurityGroupsStack groups, ClusterStack cluster, string volumeKeyArn)
        : base(scope, "nodes", deployment, DataClass.Internal, "Baseline node group and add-ons")
    {
        var settings = deployment.Here.Cluster;
        var role = Policies.ServiceRole(this, "Role", deployment.Global("baseline-node"), "ec2.amazonaws.com", ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"])
            .Accept("AwsSolutions-IAM4", "AWS keeps these policies as the kubelet needs them; pods have roles of their own.");
        var template = new CfnLaunchTemplate(this, "Template", new CfnLaunchTemplateProps
        {
            LaunchTemplateData = new CfnLaunchTemplate.LaunchTemplateDataProperty
            {
                SecurityGroupIds = [groups.Nodes.AttrGroupId],
                // One hop: pods have roles of their own and can't take the node's.
                MetadataOptions = new CfnLaunchTemplate.MetadataOptionsProperty { HttpTokens = "required", HttpEndpoint = "enabled", HttpPutResponseHopLimit = 1 },
                Monitoring = new CfnLaunchTemplate.MonitoringProperty { Enabled = true },
                BlockDeviceMappings = new object[]
                {
                    new CfnLaunchTemplate.BlockDeviceMappingProperty
                    {
                        DeviceName = "/dev/xvda",
                        Ebs = new CfnLaunchTemplate.EbsProperty { VolumeSize = settings.DiskGb, VolumeType = "gp3", Encrypted = true, KmsKeyId = volumeKeyArn, DeleteOnTermination = true },
                    },
                },
                TagSpecifications = new object[] { Tagged("instance"), Tagged("volume") },
            },
            TagSpecifications = new object[] { new CfnLaunchTemplate.LaunchTemplateTagSpecificationProperty { ResourceType = "launch-template", Tags = Named(deployment.Local("baseline")) } },
        });
        _ = new CfnNodegroup(this, "Baseline", new CfnNodegroupProps
        {
            ClusterName = cluster.Cluster.Ref,
            NodegroupName = "baseline",
            NodeRole = role.AttrArn,
            Subnets = network.PrivateIds,
            CapacityType = "ON_DEMAND",
            AmiType = "AL2023_x86_64_STANDARD",
            InstanceTypes = [settings.InstanceType],
            LaunchTemplate = new CfnNodegroup.LaunchTemplateSpecificationProperty { Id = template.Ref, Version = template.AttrLatestVersionNumber },
            ScalingConfig = new CfnNodegroup.ScalingConfigProperty { MinSize = settings.BaselineNodes, DesiredSize = settings.BaselineNodes, MaxSize = settings.BaselineNodes * 2 },
            UpdateConfig = new CfnNodegroup.UpdateConfigProperty { MaxUnavailable = 1 },
            Labels = new Dictionary<string, string> { ["lead-platform/capacity"] = "baseline" },
        });
        AddOns(cluster);
    }

    private CfnLaunchTemplate.TagSpecificationProperty Tagged(string kind) => new()
    {
        ResourceType = kind,
        Tags = Named(Deployment.Local("baseline"), [.. new Dictionary<string, string>
        {
            [RequiredTags.CostCentre] = Deployment.Environment.CostCentre,
            [RequiredTags.Environment] = Deployment.Environment.Name,
            [RequiredTags.Owner] = Deployment.Environment.Owner,
            [RequiredTags.DataClass] = DataClass.Personal,
        }.Select(tag => new CfnTag { Key = tag.Key, Value = tag.Value })]),
    };

    private void AddOns(ClusterStack cluster)
    {
        AddOn("KubeProxy", "kube-proxy");
        AddOn("CoreDns", "coredns");
        AddOn("PodIdentity", "eks-pod-identity-agent");
        // Policies of the chart are enforced, and pods may carry security groups of their own beside them.
        AddOn("Network", "vpc-cni", "aws-node", ["AmazonEKS_CNI_Policy"],
            """{"enableNetworkPolicy":"true","env":{"ENABLE_POD_ENI":"true","POD_SECURITY_GROUP_ENFORCING_MODE":"standard"}}""");
        AddOn("Volumes", "aws-ebs-csi-driver", "ebs-csi-controller-sa", ["service-role/AmazonEBSCSIDriverPolicy"]);
        AddOn("Files", "aws-efs-csi-driver", "efs-csi-controller-sa", ["service-role/AmazonEFSCSIDriverPolicy"]);

        CfnRole Role(string id, string name, string[]? managed) =>
            PodRoles.Pod(this, $"{id}Role", Deployment.Global(name), managed).Accept("AwsSolutions-IAM4", "AWS keeps this policy as the add-on needs it.");

        void AddOn(string id, string name, string? account = null, string[]? managed = null, string? configuration = null) => _ = new CfnAddon(this, $"{id}AddOn", new CfnAddonProps
        {
            ClusterName = cluster.Cluster.Ref,
            AddonName = name,
            ResolveConflicts = "OVERWRITE",
            ConfigurationValues = configuration,
            PodIdentityAssociations = account is null
                ? null
                : new object[] { new CfnAddon.PodIdentityAssociationProperty { ServiceAccount = account, RoleArn = Role(id, name, managed).AttrArn } },
        });
    }
}
