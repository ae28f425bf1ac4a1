using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.Route53;
using Amazon.CDK.AWS.WAFv2;
using Constructs;
using LeadPlatform.Infra.Network;
using LeadPlatform.Infra.Settings;
using LeadPlatform.Infra.Storage;

namespace LeadPlatform.Infra.Edge;

/// <summary>
/// The load balancer that Cloudflare connects to. It is made here and not by the cluster, so that its name, its certificate and the failover stand before the cluster does and outlive it;
/// the cluster only keeps its pods in the target group.
/// </summary>
internal sealed class LoadBalancerStack : PlatformStack
{
    private const string TlsPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

    private readonly NetworkStack _network;

    public LoadBalancerStack(Construct scope, Deployment deployment, NetworkStack network, SecurityGroupsStack groups, BucketsStack buckets, FirewallStack firewall)
        : base(scope, "load-balancer", deployment, DataClass.Internal, "Load balancer, certificate, target groups")
    {
        _network = network;
        var application = deployment.Environment.LoadBalancer == LoadBalancerKind.Application;
        Balancer = new CfnLoadBalancer(this, "Balancer", new CfnLoadBalancerProps
        {
            Name = deployment.Prefix,
            Type = application ? "application" : "network",
            Scheme = "internet-facing",
            IpAddressType = "ipv4",
            Subnets = network.PublicIds,
            SecurityGroups = [groups.Alb.AttrGroupId],
            LoadBalancerAttributes = application ? Attributes(ApplicationSettings(buckets)) : Attributes(NetworkSettings),
        });
        if (application)
            Application(buckets, firewall);
        else
            Network();
        Balancer.Accept(application ? ["elbv2_logging_enabled_check"] : ["elbv2_logging_enabled_check", "AwsSolutions-ELB2"], application
            ? "On; the bucket is an import from the stack of buckets, which the rule can't follow."
            : "A network load balancer logs TLS it ends itself, and this one ends none; flow logs and the controller's own log tell of it.");
        Tell("DnsName", Balancer.AttrDnsName, "What the origin's name points to");
    }

    public CfnLoadBalancer Balancer { get; }

    /// <summary>Whose healthy targets say that this region can answer.</summary>
    public CfnTargetGroup Answering { get; private set; } = null!;

    private static Dictionary<string, string> ApplicationSettings(BucketsStack buckets) => new()
    {
        ["deletion_protection.enabled"] = "true",
        // Longer than the gateway keeps a caller of Prefer: wait, and a stream of changes sends something every 15 s.
        ["idle_timeout.timeout_seconds"] = "120",
        ["client_keep_alive.seconds"] = "3600",
        ["routing.http2.enabled"] = "true",
        ["routing.http.drop_invalid_header_fields.enabled"] = "true",
        ["routing.http.desync_mitigation_mode"] = "strictest",
        ["routing.http.xff_header_processing.mode"] = "append",
        ["waf.fail_open.enabled"] = "false",
        ["access_logs.s3.enabled"] = "true",
        ["access_logs.s3.bucket"] = buckets.Logs.Ref,
        ["access_logs.s3.prefix"] = "lead-platform",
        ["connection_logs.s3.enabled"] = "true",
        ["connection_logs.s3.bucket"] = buckets.Logs.Ref,
        ["connection_logs.s3.prefix"] = "lead-platform-connections",
    };

    private static Dictionary<string, string> NetworkSettings => new()
    {
        ["deletion_protection.enabled"] = "true",
        ["load_balancing.cross_zone.enabled"] = "true",
        ["dns_record.client_routing_policy"] = "any_availability_zone",
    };

    private void Application(BucketsStack buckets, FirewallStack firewall)
    {
        var certificate = new CfnCertificate(this, "Certificate", new CfnCertificateProps
        {
            DomainName = Deployment.Environment.OriginZone,
            ValidationMethod = "DNS",
            DomainValidationOptions = new object[]
            {
                new CfnCertificate.DomainValidationOptionProperty { DomainName = Deployment.Environment.OriginZone, HostedZoneId = Deployment.Environment.OriginZoneId },
            },
        });
        // Cloudflare shows a certificate of this authority (authenticated origin pulls); others end at the handshake.
        var cloudflare = new CfnTrustStore(this, "Cloudflare", new CfnTrustStoreProps
        {
            Name = Deployment.Local("cloudflare"),
            CaCertificatesBundleS3Bucket = buckets.Edge.Ref,
            CaCertificatesBundleS3Key = "authenticated-origin-pull-ca.pem",
        });
        Answering = Targets("Gateway", "HTTP", 8080, "8081", "/health", new()
        {
            ["deregistration_delay.timeout_seconds"] = "30",
            ["load_balancing.algorithm.type"] = "least_outstanding_requests",
        });
        _ = new CfnListener(this, "Http", new CfnListenerProps
        {
            LoadBalancerArn = Balancer.Ref,
            Port = 80,
            Protocol = "HTTP",
            DefaultActions = new object[]
            {
                new CfnListener.ActionProperty { Type = "redirect", RedirectConfig = new CfnListener.RedirectConfigProperty { Protocol = "HTTPS", Port = "443", StatusCode = "HTTP_301" } },
            },
        });
        new CfnListener(this, "Https", new CfnListenerProps
        {
            LoadBalancerArn = Balancer.Ref,
            Port = 443,
            Protocol = "HTTPS",
            SslPolicy = TlsPolicy,
            Certificates = new object[] { new CfnListener.CertificateProperty { CertificateArn = certificate.Ref } },
            MutualAuthentication = new CfnListener.MutualAuthenticationProperty { Mode = "verify", TrustStoreArn = cloudflare.Ref, IgnoreClientCertificateExpiry = false },
            DefaultActions = new object[] { Forward(Answering) },
        }).Accept("E3676", "It has its certificate; the rule misses one that is a reference.");
        _ = new CfnWebACLAssociation(this, "Firewall", new CfnWebACLAssociationProps { ResourceArn = Balancer.Ref, WebAclArn = firewall.WebAcl.AttrArn });
        Tell("CertificateArn", certificate.Ref, "edge.alb.certificateArn of the chart");
        Tell("GatewayTargetGroupArn", Answering.Ref, "edge.alb.targetGroupArn of the chart");
    }

    private void Network()
    {
        // The controller ends TLS and reads the caller's address from Cloudflare's header.
        Dictionary<string, string> settings = new() { ["deregistration_delay.timeout_seconds"] = "30", ["preserve_client_ip.enabled"] = "false" };
        Answering = Targets("ControllerHttps", "TCP", 8443, "8443", null, settings);
        var plain = Targets("ControllerHttp", "TCP", 8000, "8000", null, settings);
        _ = new CfnListener(this, "Http", new CfnListenerProps { LoadBalancerArn = Balancer.Ref, Port = 80, Protocol = "TCP", DefaultActions = new object[] { Forward(plain) } });
        _ = new CfnListener(this, "Https", new CfnListenerProps { LoadBalancerArn = Balancer.Ref, Port = 443, Protocol = "TCP", DefaultActions = new object[] { Forward(Answering) } });
        // cert-manager proves the public name in this zone, to which Cloudflare delegates.
        var challenges = new CfnHostedZone(this, "Challenges", new CfnHostedZoneProps { Name = $"_acme-challenge.{Deployment.Environment.Domain}" });
        Tell("ChallengeZoneId", challenges.Ref, "certificates.route53.hostedZoneId of the chart");
        Tell("ControllerHttpTargetGroupArn", plain.Ref, "TargetGroupBinding of the ingress controller's port web");
        Tell("ControllerHttpsTargetGroupArn", Answering.Ref, "TargetGroupBinding of the ingress controller's port websecure");
    }

    private CfnTargetGroup Targets(string id, string protocol, int port, string healthPort, string? healthPath, Dictionary<string, string> attributes) => new(this, id, new CfnTargetGroupProps
    {
        Name = $"{Deployment.Prefix}-{id.ToLowerInvariant().Replace("controller", "c-", StringComparison.Ordinal)}",
        VpcId = _network.Vpc.Ref,
        TargetType = "ip",
        Protocol = protocol,
        Port = port,
        HealthCheckEnabled = true,
        HealthCheckProtocol = protocol,
        HealthCheckPort = healthPort,
        HealthCheckPath = healthPath,
        HealthCheckIntervalSeconds = 5,
        HealthCheckTimeoutSeconds = 3,
        HealthyThresholdCount = 2,
        UnhealthyThresholdCount = 2,
        Matcher = healthPath is null ? null : new CfnTargetGroup.MatcherProperty { HttpCode = "200" },
        TargetGroupAttributes = attributes.Select(one => new CfnTargetGroup.TargetGroupAttributeProperty { Key = one.Key, Value = one.Value }).ToArray(),
    });

    private static CfnListener.ActionProperty Forward(CfnTargetGroup group) => new() { Type = "forward", TargetGroupArn = group.Ref };

    private static object[] Attributes(Dictionary<string, string> settings) => [.. settings.Select(one => new CfnLoadBalancer.LoadBalancerAttributeProperty { Key = one.Key, Value = one.Value })];
}
