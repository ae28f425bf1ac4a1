using Amazon.CDK.AWS.EKS;
using Constructs;
using LeadPlatform.Infra.Data;
using LeadPlatform.Infra.Storage;

namespace LeadPlatform.Infra.Cluster;

/// <summary>What each service may do at AWS, which for most is nothing; and the controllers that deploy/gitops installs.</summary>
internal sealed class ServiceRolesStack : PlatformStack
{
    public ServiceRolesStack(Construct scope, Deployment deployment, ClusterStack cluster, KeysStack keys, BucketsStack buckets, DatabaseStack database, GraphStack graph)
        : base(scope, "service-roles", deployment, DataClass.Internal, "Roles of services and controllers")
    {
        // rds-db takes the instance's resource id and the role in PostgreSQL.
        Dictionary<string, object> Connect(string user) => Policies.Allow(["rds-db:connect"], [deployment.Arn("rds-db", $"dbuser:{database.Main.AttrDbiResourceId}/{user}")]);

        Service("gateway");
        Service("orchestrator");
        Service("frontend");
        Service("backend", Connect("backend"));
        Service("dataservice", Connect("leads"), Policies.Allow(
            ["neptune-db:ReadDataViaQuery", "neptune-db:WriteDataViaQuery", "neptune-db:DeleteDataViaQuery", "neptune-db:GetQueryStatus", "neptune-db:CancelQuery"],
            [deployment.Arn("neptune-db", $"{graph.ResourceId}/*")]));
        // One SecretStore a release of the chart.
        Chart("Secrets", "secrets", ["lead-platform-secrets", "nats-secrets", "qdrant-secrets"],
            Policies.Allow(["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], [deployment.Arn("secretsmanager", $"secret:{deployment.Secrets}/*")]),
            Policies.Allow(["kms:Decrypt"], [keys.Personal.AttrArn], Policies.When("StringEquals", "kms:ViaService", $"secretsmanager.{deployment.Region}.amazonaws.com")));
        Chart("Backup", "backup", ["backup"],
            Policies.Allow(["s3:ListBucket"], [buckets.Backups.AttrArn]),
            Policies.Allow(["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"], [$"{buckets.Backups.AttrArn}/*"]),
            Policies.Allow(["kms:Decrypt", "kms:GenerateDataKey"], [keys.Backups.AttrArn]));

        Controller(cluster, "Velero", "velero", "velero-server",
            Policies.Allow(["s3:ListBucket"], [buckets.ClusterBackups.AttrArn]),
            Policies.Allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"], [$"{buckets.ClusterBackups.AttrArn}/*"]),
            Policies.Allow(["kms:Decrypt", "kms:GenerateDataKey"], [keys.Backups.AttrArn]),
            Policies.Allow(["ec2:DescribeVolumes", "ec2:DescribeSnapshots"], ["*"]),
            Policies.Allow(["ec2:CreateSnapshot", "ec2:CreateTags", "ec2:CreateVolume", "ec2:DeleteSnapshot"], [deployment.Arn("ec2", "volume/*"), $"arn:aws:ec2:{deployment.Region}::snapshot/*"]));
        Controller(cluster, "Loki", "observability", "loki",
            Policies.Allow(["s3:ListBucket"], [buckets.LogLines.AttrArn]),
            Policies.Allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], [$"{buckets.LogLines.AttrArn}/*"]),
            Policies.Allow(["kms:Decrypt", "kms:GenerateDataKey"], [keys.Internal.AttrArn]));
        Controller(cluster, "CloudWatchExporter", "monitoring", "cloudwatch-exporter-prometheus-yet-another-cloudwatch-exporter",
            Policies.Allow(["cloudwatch:GetMetricData", "cloudwatch:GetMetricStatistics", "cloudwatch:ListMetrics", "tag:GetResources", "rds:DescribeDBInstances"], ["*"]));
        Controller(cluster, "CertManager", "cert-manager", "cert-manager",
            Policies.Allow(["route53:GetChange"], ["arn:aws:route53:::change/*"]),
            Policies.Allow(["route53:ListHostedZonesByName"], ["*"]),
            Policies.Allow(["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"], ["arn:aws:route53:::hostedzone/*"],
                new Dictionary<string, object>
                {
                    ["ForAllValues:StringEquals"] = new Dictionary<string, object> { ["route53:ChangeResourceRecordSetsRecordTypes"] = new[] { "TXT" } },
                    ["ForAllValues:StringLike"] = new Dictionary<string, object> { ["route53:ChangeResourceRecordSetsNormalizedRecordNames"] = new[] { "_acme-challenge.*" } },
                }));
        // It keeps the gateway's pods in the target group of the load balancer made here, and makes no load balancer itself.
        Controller(cluster, "LoadBalancerController", "kube-system", "aws-load-balancer-controller",
            Policies.Allow(["elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:DescribeTags", "ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:DescribeInstances", "ec2:DescribeSecurityGroups", "ec2:DescribeNetworkInterfaces", "ec2:DescribeAvailabilityZones"], ["*"]),
            Policies.Allow(["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"], [deployment.Arn("elasticloadbalancing", $"targetgroup/{deployment.Prefix}-*")]));

        void Service(string name, params Dictionary<string, object>[] statements) => Chart(char.ToUpperInvariant(name[0]) + name[1..], name, [name], statements);

        void Chart(string id, string name, string[] accounts, params Dictionary<string, object>[] statements)
        {
            var role = PodRoles.ServiceAccount(this, id, deployment.Global(name), cluster, accounts, statements);
            if (name is "dataservice" or "secrets" or "backup")
                role.Accept("AwsSolutions-IAM5", "All of one graph, one folder of secrets, or one bucket: the names within are not known beforehand.");
            Tell($"{id}RoleArn", role.AttrArn, $"roleArn of {name} in the chart");
        }
    }

    private void Controller(ClusterStack cluster, string id, string spaceName, string account, params Dictionary<string, object>[] statements) =>
        _ = new CfnPodIdentityAssociation(this, $"{id}Association", new CfnPodIdentityAssociationProps
        {
            ClusterName = cluster.Cluster.Ref,
            Namespace = spaceName,
            ServiceAccount = account,
            RoleArn = PodRoles.Pod(this, id, null, null, statements).Accept("AwsSolutions-IAM5", "Objects of its own bucket, or calls that read and know no narrower resource.").AttrArn,
        });
}
