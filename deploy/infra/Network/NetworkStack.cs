using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace LeadPlatform.Infra.Network;

/// <summary>
/// The VPC: in each of three zones a public subnet (load balancers, NAT), a private one (nodes, pods, endpoints) and one for databases, which has no way out.
/// </summary>
internal sealed class NetworkStack : PlatformStack
{
    private const int FlowLogDays = 90;

    public NetworkStack(Construct scope, Deployment deployment, string logKeyArn)
        : base(scope, "network", deployment, DataClass.Internal, "VPC, subnets, routes, network ACLs, flow logs")
    {
        Vpc = new CfnVPC(this, "Vpc", new CfnVPCProps { CidrBlock = deployment.Here.Vpc, EnableDnsHostnames = true, EnableDnsSupport = true, Tags = Named(deployment.Prefix) });
        Public = Subnets("Public", 101, new CfnTag { Key = "kubernetes.io/role/elb", Value = "1" });
        Private = Subnets("Private", 1, new CfnTag { Key = "kubernetes.io/role/internal-elb", Value = "1" }, new CfnTag { Key = "karpenter.sh/discovery", Value = Deployment.Discovery });
        Database = Subnets("Database", 201);

        var gateway = new CfnInternetGateway(this, "InternetGateway", new CfnInternetGatewayProps { Tags = Named(deployment.Prefix) });
        var attachment = new CfnVPCGatewayAttachment(this, "InternetGatewayAttachment", new CfnVPCGatewayAttachmentProps { VpcId = Vpc.Ref, InternetGatewayId = gateway.Ref });
        RoutePublic(gateway, attachment);
        PrivateRouteTables = RoutePrivate(attachment);
        var database = RouteTable("DatabaseRoutes", "database");
        Associate("Database", Database, _ => database);

        NetworkAcls.Add(this, this);
        LogFlows(logKeyArn);
        Tell("VpcId", Vpc.Ref, "VPC");
        Tell("PrivateSubnets", Fn.Join(",", PrivateIds), "Subnets of nodes and pods");
        Tell("PublicSubnets", Fn.Join(",", PublicIds), "Subnets of load balancers");
    }

    public CfnVPC Vpc { get; }

    public IReadOnlyList<CfnSubnet> Public { get; }

    public IReadOnlyList<CfnSubnet> Private { get; }

    public IReadOnlyList<CfnSubnet> Database { get; }

    public IReadOnlyList<CfnRouteTable> PrivateRouteTables { get; }

    public string[] PublicIds => [.. Public.Select(subnet => subnet.Ref)];

    public string[] PrivateIds => [.. Private.Select(subnet => subnet.Ref)];

    public string[] DatabaseIds => [.. Database.Select(subnet => subnet.Ref)];

    public Deployment Place => Deployment;

    private string Zone(int index) => Deployment.Here.Zones[index].ToUpperInvariant();

    private CfnSubnet[] Subnets(string kind, int firstThirdOctet, params CfnTag[] tags) =>
    [
        .. Deployment.Here.Zones.Select((zone, i) => new CfnSubnet(this, $"{kind}{Zone(i)}", new CfnSubnetProps
        {
            VpcId = Vpc.Ref,
            CidrBlock = Deployment.Subnet(firstThirdOctet + i),
            AvailabilityZone = $"{Deployment.Region}{zone}",
            MapPublicIpOnLaunch = false,
            Tags = Named($"{Deployment.Prefix}-{kind.ToLowerInvariant()}-{zone}", tags),
        }).Accept("W3010", "The zones are named in environments.json, so that the layout is the same whatever order AWS lists them in.")),
    ];

    private void RoutePublic(CfnInternetGateway gateway, CfnVPCGatewayAttachment attachment)
    {
        var table = RouteTable("PublicRoutes", "public");
        new CfnRoute(this, "PublicWayOut", new CfnRouteProps { RouteTableId = table.Ref, DestinationCidrBlock = "0.0.0.0/0", GatewayId = gateway.Ref }).AddDependency(attachment);
        Associate("Public", Public, _ => table);
    }

    private CfnRouteTable[] RoutePrivate(CfnVPCGatewayAttachment attachment)
    {
        var tables = Private.Select((subnet, i) =>
        {
            var address = new CfnEIP(this, $"NatAddress{Zone(i)}", new CfnEIPProps { Domain = "vpc", Tags = Named($"{Deployment.Prefix}-nat-{Zone(i)}") });
            address.AddDependency(attachment);
            var nat = new CfnNatGateway(this, $"Nat{Zone(i)}", new CfnNatGatewayProps { SubnetId = Public[i].Ref, AllocationId = address.AttrAllocationId, Tags = Named($"{Deployment.Prefix}-{Zone(i)}") });
            var table = RouteTable($"PrivateRoutes{Zone(i)}", $"private-{Zone(i)}");
            _ = new CfnRoute(this, $"PrivateWayOut{Zone(i)}", new CfnRouteProps { RouteTableId = table.Ref, DestinationCidrBlock = "0.0.0.0/0", NatGatewayId = nat.AttrNatGatewayId });
            return table;
        }).ToArray();
        Associate("Private", Private, i => tables[i]);
        return tables;
    }

    private CfnRouteTable RouteTable(string id, string name) => new(this, id, new CfnRouteTableProps { VpcId = Vpc.Ref, Tags = Named($"{Deployment.Prefix}-{name}") });

    private void Associate(string kind, IReadOnlyList<CfnSubnet> subnets, Func<int, CfnRouteTable> table)
    {
        for (var i = 0; i < subnets.Count; i++)
            _ = new CfnSubnetRouteTableAssociation(this, $"{kind}Routes{Zone(i)}Of", new CfnSubnetRouteTableAssociationProps { SubnetId = subnets[i].Ref, RouteTableId = table(i).Ref });
    }

    private void LogFlows(string logKeyArn)
    {
        var group = new CfnLogGroup(this, "FlowLogs", new CfnLogGroupProps { LogGroupName = $"/{Deployment.Prefix}/flow-logs", RetentionInDays = FlowLogDays, KmsKeyId = logKeyArn })
            .Accept("cloudwatch_log_group_encrypted_check", Acceptance.ImportedKey)
            .Accept("cloudwatch_log_group_retention_period_check", "Addresses of callers are personal data; they are kept for 90 days and no longer.");
        var role = new CfnRole(this, "FlowLogsRole", new CfnRoleProps
        {
            AssumeRolePolicyDocument = Policies.Document(new Dictionary<string, object>
            {
                ["Effect"] = "Allow",
                ["Principal"] = new Dictionary<string, object> { ["Service"] = "vpc-flow-logs.amazonaws.com" },
                ["Action"] = "sts:AssumeRole",
            }),
            Policies = new object[]
            {
                new CfnRole.PolicyProperty { PolicyName = "write", PolicyDocument = Policies.Document(Policies.Allow(["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"], [group.AttrArn])) },
            },
        });
        _ = new CfnFlowLog(this, "Flows", new CfnFlowLogProps
        {
            ResourceId = Vpc.Ref,
            ResourceType = "VPC",
            TrafficType = "ALL",
            LogDestinationType = "cloud-watch-logs",
            LogGroupName = group.Ref,
            DeliverLogsPermissionArn = role.AttrArn,
            MaxAggregationInterval = 60,
            Tags = Named($"{Deployment.Prefix}-flows"),
        });
    }
}
