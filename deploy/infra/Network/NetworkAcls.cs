using Amazon.CDK.AWS.EC2;
using Constructs;

namespace LeadPlatform.Infra.Network;

/// <summary>
/// Network ACLs: a second, stateless wall behind the security groups. They know networks only, so the public one lets in the whole internet on 80 and 443, of which the security group
/// leaves Cloudflare; the databases' lets nothing in from outside the VPC and nothing out of it.
/// </summary>
internal static class NetworkAcls
{
    private const string Anywhere = "0.0.0.0/0";
    private const string Wanted = "A second wall that holds where a security group was opened by mistake: the databases' subnets have no way out.";
    private const int All = -1;
    private const int Tcp = 6;
    private const int Udp = 17;

    public static void Add(Construct scope, NetworkStack network)
    {
        var vpc = network.Place.Here.Vpc;
        var answers = (1024, 65535);
        Acl(scope, network, "Public", network.Public,
            into:
            [
                new(Tcp, Anywhere, (80, 80)), new(Tcp, Anywhere, (443, 443)),
                // Answers to what the NAT gateways asked.
                new(Tcp, Anywhere, answers), new(Udp, Anywhere, answers),
                new(All, vpc, null),
            ],
            outOf: [new(All, Anywhere, null)]);
        Acl(scope, network, "Private", network.Private,
            into: [new(All, vpc, null), new(Tcp, Anywhere, answers), new(Udp, Anywhere, answers)],
            outOf: [new(All, Anywhere, null)]);
        Acl(scope, network, "Database", network.Database,
            into:
            [
                new(Tcp, vpc, (5432, 5432)), new(Tcp, vpc, (6379, 6379)), new(Tcp, vpc, (8182, 8182)),
                // Answers to the rotation of secrets, which asks the endpoint of Secrets Manager.
                new(Tcp, vpc, answers),
            ],
            outOf: [new(Tcp, vpc, (443, 443)), new(Tcp, vpc, answers)]);
    }

    private static void Acl(Construct scope, NetworkStack network, string kind, IReadOnlyList<CfnSubnet> subnets, Rule[] into, Rule[] outOf)
    {
        var acl = new CfnNetworkAcl(scope, $"{kind}Acl", new CfnNetworkAclProps
        {
            VpcId = network.Vpc.Ref,
            Tags = [new Amazon.CDK.CfnTag { Key = "Name", Value = $"{network.Place.Prefix}-{kind.ToLowerInvariant()}" }],
        }).Accept("AwsSolutions-VPC3", Wanted);
        Entries(scope, acl, $"{kind}AclIn", into, egress: false);
        Entries(scope, acl, $"{kind}AclOut", outOf, egress: true);
        for (var i = 0; i < subnets.Count; i++)
            _ = new CfnSubnetNetworkAclAssociation(scope, $"{kind}Acl{i}", new CfnSubnetNetworkAclAssociationProps { SubnetId = subnets[i].Ref, NetworkAclId = acl.Ref });
    }

    private static void Entries(Construct scope, CfnNetworkAcl acl, string id, Rule[] rules, bool egress)
    {
        for (var i = 0; i < rules.Length; i++)
        {
            var entry = new CfnNetworkAclEntry(scope, $"{id}{i}", new CfnNetworkAclEntryProps
            {
                NetworkAclId = acl.Ref,
                RuleNumber = 100 + i * 10,
                RuleAction = "allow",
                Egress = egress,
                Protocol = rules[i].Protocol,
                CidrBlock = rules[i].Network,
                PortRange = rules[i].Ports is var (from, to) ? new CfnNetworkAclEntry.PortRangeProperty { From = from, To = to } : null,
            }).Accept("AwsSolutions-VPC3", Wanted);
            if (!egress && rules[i] is { Network: Anywhere, Ports: (1024, 65535) })
                entry.Accept("nacl_no_unrestricted_ssh_rdp_check", "Answers come to any high port, and 3389 is one; no security group lets anybody in there.");
        }
    }

    private sealed record Rule(int Protocol, string Network, (int From, int To)? Ports);
}
