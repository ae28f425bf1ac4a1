using Amazon.CDK.AWS.EKS;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace LeadPlatform.Infra.Cluster;

/// <summary>What Karpenter needs: a role of its own, one for the nodes it makes, and the queue that tells it two minutes before a spot node is taken away.</summary>
internal sealed class KarpenterStack : PlatformStack
{
    private static readonly (string Id, string Source, string Detail)[] Interruptions =
    [
        ("Spot", "aws.ec2", "EC2 Spot Instance Interruption Warning"),
        ("Rebalance", "aws.ec2", "EC2 Instance Rebalance Recommendation"),
        ("State", "aws.ec2", "EC2 Instance State-change Notification"),
        ("Health", "aws.health", "AWS Health Event"),
    ];

    private readonly string _cluster;

    public KarpenterStack(Construct scope, Deployment deployment, ClusterStack cluster, string queueKeyArn)
        : base(scope, "karpenter", deployment, DataClass.Internal, "Karpenter's roles and interruption queue")
    {
        _cluster = cluster.Name;
        // deploy/gitops/manifests/nodes.yaml names this role in every environment; each has an account of its own.
        var nodeRoleName = deployment.IsPrimary ? "lead-platform-node" : $"lead-platform-node-{deployment.Region}";
        var node = Policies.ServiceRole(this, "NodeRole", nodeRoleName, "ec2.amazonaws.com", ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"])
            .Accept("AwsSolutions-IAM4", "AWS keeps these policies as the kubelet needs them; pods have roles of their own.");
        _ = new CfnAccessEntry(this, "NodeEntry", new CfnAccessEntryProps { ClusterName = cluster.Cluster.Ref, PrincipalArn = node.AttrArn, Type = "EC2_LINUX" });

        var queue = Queue(queueKeyArn);
        var controller = PodRoles.Pod(this, "ControllerRole", deployment.Global("karpenter"), null, Statements(node, queue))
            .Accept("AwsSolutions-IAM5", "It makes and ends nodes of any kind; each statement is held to the tags of this cluster, or reads only.");
        _ = new CfnPodIdentityAssociation(this, "ControllerAssociation", new CfnPodIdentityAssociationProps
        {
            ClusterName = cluster.Cluster.Ref,
            Namespace = "kube-system",
            ServiceAccount = "karpenter",
            RoleArn = controller.AttrArn,
        });
        Tell("InterruptionQueue", queue.AttrQueueName, "settings.interruptionQueue of Karpenter's chart");
        Tell("NodeRoleName", node.Ref, "role of the EC2NodeClass");
    }

    private CfnQueue Queue(string keyArn)
    {
        var queue = new CfnQueue(this, "Queue", new CfnQueueProps
        {
            QueueName = Deployment.Local("interruptions"),
            MessageRetentionPeriod = 300,
            KmsMasterKeyId = keyArn,
        });
        queue.Accept(["sqs_dlq_check", "AwsSolutions-SQS3"], "A warning is worth two minutes; one that was not read in five is thrown away.")
            .Accept("sqs_queue_encrypted_check", Acceptance.ImportedKey);
        _ = new CfnQueuePolicy(this, "QueuePolicy", new CfnQueuePolicyProps
        {
            Queues = [queue.Ref],
            PolicyDocument = Policies.Document(
                Policies.AllowService("events.amazonaws.com", ["sqs:SendMessage"], [queue.AttrArn], Policies.When("StringEquals", "aws:SourceAccount", Deployment.Account)),
                Policies.DenyEveryone(["sqs:*"], [queue.AttrArn], Policies.When("Bool", "aws:SecureTransport", "false"))),
        });
        foreach (var (id, source, detail) in Interruptions)
        {
            _ = new CfnRule(this, id, new CfnRuleProps
            {
                Description = $"{detail}, to Karpenter",
                EventPattern = new Dictionary<string, object> { ["source"] = new[] { source }, ["detail-type"] = new[] { detail } },
                Targets = new object[] { new CfnRule.TargetProperty { Id = "karpenter", Arn = queue.AttrArn } },
            });
        }

        return queue;
    }

    // After the reference policy of Karpenter 1: what it makes carries the cluster's name, and it changes nothing that doesn't.
    private Dictionary<string, object>[] Statements(CfnRole node, CfnQueue queue)
    {
        string Ec2(string kind) => Deployment.Arn("ec2", $"{kind}/*");
        string Shared(string kind) => $"arn:aws:ec2:{Deployment.Region}::{kind}/*";
        var made = new[] { "fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request" }.Select(Ec2).ToArray();
        var (owned, pool) = ($"kubernetes.io/cluster/{_cluster}", "karpenter.sh/nodepool");
        Dictionary<string, object> Both(string kind) => new()
        {
            ["StringEquals"] = new Dictionary<string, object> { [$"aws:{kind}/{owned}"] = "owned" },
            ["StringLike"] = new Dictionary<string, object> { [$"aws:{kind}/{pool}"] = "*" },
        };
        var creating = Both("RequestTag");
        creating["StringEquals"] = new Dictionary<string, object> { [$"aws:RequestTag/{owned}"] = "owned", ["ec2:CreateAction"] = new[] { "RunInstances", "CreateFleet", "CreateLaunchTemplate" } };
        var profiles = $"arn:aws:iam::{Deployment.Account}:instance-profile/*";
        var profileOwned = Policies.When("StringEquals", $"aws:ResourceTag/{owned}", "owned");
        return
        [
            Policies.Allow(["ec2:RunInstances", "ec2:CreateFleet"], [Shared("image"), Shared("snapshot"), Ec2("security-group"), Ec2("subnet"), Ec2("capacity-reservation")]),
            Policies.Allow(["ec2:RunInstances", "ec2:CreateFleet"], [Ec2("launch-template")], Both("ResourceTag")),
            Policies.Allow(["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"], made, Both("RequestTag")),
            Policies.Allow(["ec2:CreateTags"], made, creating),
            Policies.Allow(["ec2:CreateTags"], [Ec2("instance")], Both("ResourceTag")),
            Policies.Allow(["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"], [Ec2("instance"), Ec2("launch-template")], Both("ResourceTag")),
            Policies.Allow(
                ["ec2:DescribeCapacityReservations", "ec2:DescribeImages", "ec2:DescribeInstances", "ec2:DescribeInstanceTypeOfferings", "ec2:DescribeInstanceTypes", "ec2:DescribeLaunchTemplates", "ec2:DescribeSecurityGroups", "ec2:DescribeSpotPriceHistory", "ec2:DescribeSubnets"],
                ["*"], Policies.When("StringEquals", "aws:RequestedRegion", Deployment.Region)),
            Policies.Allow(["ssm:GetParameter"], [$"arn:aws:ssm:{Deployment.Region}::parameter/aws/service/*"]),
            Policies.Allow(["pricing:GetProducts"], ["*"]),
            Policies.Allow(["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"], [queue.AttrArn]),
            Policies.Allow(["iam:PassRole"], [node.AttrArn], Policies.When("StringEquals", "iam:PassedToService", "ec2.amazonaws.com")),
            Policies.Allow(["iam:CreateInstanceProfile", "iam:TagInstanceProfile"], [profiles], Policies.When("StringEquals", $"aws:RequestTag/{owned}", "owned")),
            Policies.Allow(["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"], [profiles], profileOwned),
            Policies.Allow(["iam:GetInstanceProfile"], [profiles]),
            Policies.Allow(["iam:ListInstanceProfiles"], ["*"]),
            Policies.Allow(["eks:DescribeCluster"], [Deployment.Arn("eks", $"cluster/{_cluster}")]),
        ];
    }
}
