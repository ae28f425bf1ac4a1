using Amazon.CDK.AWS.EC2;
using Constructs;
using LeadPlatform.Infra.Settings;

namespace LeadPlatform.Infra.Network;

/// <summary>
/// Who may talk to whom. The five services' pods carry <see cref="Api"/>; those that reach more than it allows carry a group of their own beside it, which has no rules and is only named in others'.
/// </summary>
internal sealed class SecurityGroupsStack : PlatformStack
{
    private const string Anywhere = "0.0.0.0/0";

    public SecurityGroupsStack(Construct scope, Deployment deployment, NetworkStack network)
        : base(scope, "security-groups", deployment, DataClass.None, "Security groups and each of their rules")
    {
        CfnSecurityGroup Group(string id, string description, params Amazon.CDK.CfnTag[] tags) => new(this, id, new CfnSecurityGroupProps
        {
            GroupDescription = description,
            VpcId = network.Vpc.Ref,
            // Without a rule of its own a group lets everything out; this one matches nothing.
            SecurityGroupEgress = new object[] { new CfnSecurityGroup.EgressProperty { CidrIp = "255.255.255.255/32", IpProtocol = "icmp", FromPort = 252, ToPort = 86, Description = "Nothing" } },
            Tags = Named($"{deployment.Prefix}-{id.ToLowerInvariant()}", tags),
        });

        Alb = Group("Alb", "Load balancer before the gateway");
        Api = Group("Api", "Pods of the five services and their jobs");
        DataService = Group("DataService", "Pods of DataService, beside Api");
        Backend = Group("Backend", "Pods of Backend, beside Api");
        Orchestrator = Group("Orchestrator", "Pods of Orchestrator, beside Api");
        Database = Group("Database", "PostgreSQL and its proxy, Redis, Neptune, rotation of their secrets");
        Nodes = Group("Nodes", "Nodes, and pods that carry no group of their own", new Amazon.CDK.CfnTag { Key = "karpenter.sh/discovery", Value = Deployment.Discovery });
        Endpoints = Group("Endpoints", "Interface endpoints");
        Files = Group("Files", "EFS");
        Bastion = Group("Bastion", "Bastion, reached by Session Manager only");

        var cloudflare = new CfnPrefixList(this, "Cloudflare", new CfnPrefixListProps
        {
            PrefixListName = deployment.Local("cloudflare"),
            AddressFamily = "IPv4",
            MaxEntries = 20,
            Entries = deployment.Platform.CloudflareRanges.Select(range => new CfnPrefixList.EntryProperty { Cidr = range, Description = "Cloudflare" }).ToArray(),
            Tags = Named(deployment.Local("cloudflare")),
        });
        var vpc = deployment.Here.Vpc;

        In(Alb, "AlbHttp", 80, list: cloudflare, why: "HTTP, to be sent to HTTPS");
        In(Alb, "AlbHttps", 443, list: cloudflare, why: "HTTPS");
        Way(Alb, Api, "Http", 80, "HTTP");
        Way(Alb, Api, "Https", 443, "HTTPS");
        Way(Alb, Api, "Gateway", 8080, 8081, "The gateway's container: it runs without root, so on 8080, and answers health checks on 8081");
        if (deployment.Environment.LoadBalancer == LoadBalancerKind.Network)
        {
            Way(Alb, Nodes, "ControllerHttp", 8000, "The cluster's ingress controller");
            Way(Alb, Nodes, "ControllerHttps", 8443, "The cluster's ingress controller");
        }

        Way(Api, Api, "Own", -1, "The services among themselves");
        Out(Api, "ApiInternet", 443, Anywhere, "AI providers, buyers, AWS");
        Out(Backend, "BackendMail", 587, Anywhere, "The server that sends mail, by SMTP with STARTTLS");
        Way(Api, Database, "Postgres", 5432, "PostgreSQL");
        Way(Api, Database, "Redis", 6379, "Redis");
        Out(Api, "ApiGraph", 8182, null, "Neptune; only DataService is let in there", Database);
        Way(Api, Nodes, "Qdrant", 6333, 6334, "Qdrant", into: false);
        Way(Api, Nodes, "Nats", 4222, "NATS", into: false);
        Way(Api, Nodes, "DnsUdp", 53, "CoreDNS", "udp", into: false);
        Way(Api, Nodes, "DnsTcp", 53, "CoreDNS", into: false);
        Way(Api, Nodes, "Mesh", 8080, 8090, "The mesh's identity, destinations and policies", into: false);
        Way(Api, Nodes, "MeshPods", 4143, "Meshed pods outside the group", into: false);
        Way(Api, Nodes, "Telemetry", 4317, "OTLP", into: false);
        In(Api, "ApiProbes", 8080, 8081, "Probes of the kubelet, metrics", from: Nodes);
        In(Api, "ApiMesh", 4191, "Probes and metrics of the mesh's proxy", from: Nodes);

        In(Database, "PostgresDataService", 5432, "PostgreSQL", from: DataService);
        In(Database, "PostgresBackend", 5432, "PostgreSQL", from: Backend);
        In(Database, "RedisDataService", 6379, "Redis", from: DataService);
        In(Database, "RedisBackend", 6379, "Redis", from: Backend);
        In(Database, "RedisOrchestrator", 6379, "Redis", from: Orchestrator);
        In(Database, "GraphDataService", 8182, "Neptune", from: DataService);
        Way(Database, Database, "Own", 5432, "From the proxy, and from the rotation of secrets, to PostgreSQL");
        Out(Database, "DatabaseEndpoints", 443, null, "Rotation asks Secrets Manager", Endpoints);

        In(Nodes, "NodesVpc", -1, "Nodes, pods, control plane, load balancers", network: vpc);
        Out(Nodes, "NodesVpc", -1, vpc, "Pods on other nodes, control plane, EFS");
        Out(Nodes, "NodesInternet", 443, Anywhere, "Registries, AWS");

        In(Endpoints, "EndpointsVpc", 443, "AWS's services", network: vpc);
        In(Files, "FilesNodes", 2049, "NFS, mounted by the nodes", from: Nodes);
        Out(Bastion, "BastionOut", 443, Anywhere, "Session Manager, the cluster, AWS");

        Tell("AlbGroup", Alb.AttrGroupId, "Security group of the load balancer");
        Tell("ApiGroup", Api.AttrGroupId, "Security group of all pods of the platform");
        Tell("DataServiceGroup", DataService.AttrGroupId, "Security group of DataService's pods, beside ApiGroup");
        Tell("BackendGroup", Backend.AttrGroupId, "Security group of Backend's pods, beside ApiGroup");
        Tell("OrchestratorGroup", Orchestrator.AttrGroupId, "Security group of Orchestrator's pods, beside ApiGroup");
    }

    public CfnSecurityGroup Alb { get; }

    public CfnSecurityGroup Api { get; }

    public CfnSecurityGroup DataService { get; }

    public CfnSecurityGroup Backend { get; }

    public CfnSecurityGroup Orchestrator { get; }

    public CfnSecurityGroup Database { get; }

    public CfnSecurityGroup Nodes { get; }

    public CfnSecurityGroup Endpoints { get; }

    public CfnSecurityGroup Files { get; }

    public CfnSecurityGroup Bastion { get; }

    /// <summary>One connection: a rule out of where it starts and, unless <paramref name="into"/> says the target is open to it anyway, one into where it ends.</summary>
    private void Way(CfnSecurityGroup from, CfnSecurityGroup to, string name, int first, int last, string why, string protocol = "tcp", bool into = true)
    {
        var id = $"{from.Node.Id}To{(from == to ? "" : to.Node.Id)}{name}";
        Egress($"{id}Out", from, first, last, protocol, why, destination: to);
        if (into && to != Nodes)
            Ingress($"{id}In", to, first, last, protocol, why, source: from);
    }

    private void Way(CfnSecurityGroup from, CfnSecurityGroup to, string name, int port, string why, string protocol = "tcp", bool into = true) => Way(from, to, name, port, port, why, protocol, into);

    private void In(CfnSecurityGroup group, string id, int port, string why, CfnSecurityGroup? from = null, string? network = null, CfnPrefixList? list = null) =>
        Ingress($"{id}In", group, port, port, "tcp", why, from, network, list);

    private void In(CfnSecurityGroup group, string id, int first, int last, string why, CfnSecurityGroup from) => Ingress($"{id}In", group, first, last, "tcp", why, from);

    private void Out(CfnSecurityGroup group, string id, int port, string? network, string why, CfnSecurityGroup? to = null) => Egress($"{id}Out", group, port, port, "tcp", why, to, network);

    private void Ingress(string id, CfnSecurityGroup group, int first, int last, string protocol, string why, CfnSecurityGroup? source = null, string? network = null, CfnPrefixList? list = null) =>
        _ = new CfnSecurityGroupIngress(this, id, new CfnSecurityGroupIngressProps
        {
            GroupId = group.AttrGroupId,
            IpProtocol = first < 0 ? "-1" : protocol,
            FromPort = first < 0 ? null : first,
            ToPort = first < 0 ? null : last,
            SourceSecurityGroupId = source?.AttrGroupId,
            CidrIp = network,
            SourcePrefixListId = list?.AttrPrefixListId,
            Description = why,
        });

    private void Egress(string id, CfnSecurityGroup group, int first, int last, string protocol, string why, CfnSecurityGroup? destination = null, string? network = null) =>
        _ = new CfnSecurityGroupEgress(this, id, new CfnSecurityGroupEgressProps
        {
            GroupId = group.AttrGroupId,
            IpProtocol = first < 0 ? "-1" : protocol,
            FromPort = first < 0 ? null : first,
            ToPort = first < 0 ? null : last,
            DestinationSecurityGroupId = destination?.AttrGroupId,
            CidrIp = network,
            Description = why,
        });
}
