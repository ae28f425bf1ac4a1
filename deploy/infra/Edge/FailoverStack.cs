using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.Route53;
using Amazon.CDK.AWS.SNS;
using Constructs;
using LeadPlatform.Infra.Settings;

namespace LeadPlatform.Infra.Edge;

/// <summary>
/// The origin's name, answered with the primary region as long as that has a healthy gateway. Route 53's own probes can't pass the security group, so health is what the load balancer says of its targets.
/// Nothing is changed by hand in a failover: a primary whose services are stopped has no healthy target (deploy/runbooks/failover.md).
/// </summary>
internal sealed class FailoverStack : PlatformStack
{
    public FailoverStack(Construct scope, Deployment deployment, LoadBalancerStack edge, CfnTopic alerts)
        : base(scope, "failover", deployment, DataClass.None, "Failover records and health checks")
    {
        var network = deployment.Environment.LoadBalancer == LoadBalancerKind.Network;
        var alarm = new CfnAlarm(this, "NoGateway", new CfnAlarmProps
        {
            AlarmName = deployment.Local("no-healthy-gateway"),
            AlarmDescription = "The load balancer has no healthy target",
            Namespace = network ? "AWS/NetworkELB" : "AWS/ApplicationELB",
            MetricName = "HealthyHostCount",
            Dimensions = new object[]
            {
                new CfnAlarm.DimensionProperty { Name = "LoadBalancer", Value = edge.Balancer.AttrLoadBalancerFullName },
                new CfnAlarm.DimensionProperty { Name = "TargetGroup", Value = edge.Answering.AttrTargetGroupFullName },
            },
            Statistic = "Maximum",
            Period = 60,
            EvaluationPeriods = 2,
            Threshold = 1,
            ComparisonOperator = "LessThanThreshold",
            TreatMissingData = "breaching",
            AlarmActions = [alerts.Ref],
        });
        var check = new CfnHealthCheck(this, "Check", new CfnHealthCheckProps
        {
            HealthCheckConfig = new CfnHealthCheck.HealthCheckConfigProperty
            {
                Type = "CLOUDWATCH_METRIC",
                AlarmIdentifier = new CfnHealthCheck.AlarmIdentifierProperty { Name = alarm.Ref, Region = deployment.Region },
                InsufficientDataHealthStatus = "Unhealthy",
            },
            HealthCheckTags = new object[] { new CfnHealthCheck.HealthCheckTagProperty { Key = "Name", Value = deployment.Global("gateway") } },
        });
        _ = new CfnRecordSet(this, "Origin", new CfnRecordSetProps
        {
            HostedZoneId = deployment.Environment.OriginZoneId,
            Name = deployment.Environment.OriginZone,
            Type = "A",
            SetIdentifier = deployment.Region,
            Failover = deployment.IsPrimary ? "PRIMARY" : "SECONDARY",
            HealthCheckId = check.AttrHealthCheckId,
            AliasTarget = new CfnRecordSet.AliasTargetProperty { DnsName = edge.Balancer.AttrDnsName, HostedZoneId = edge.Balancer.AttrCanonicalHostedZoneId, EvaluateTargetHealth = true },
        });
        Tell("HealthCheckId", check.AttrHealthCheckId, "Health check of this region");
    }
}
