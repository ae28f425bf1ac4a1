using System.Text.Json.Nodes;

namespace LeadPlatform.Infra.Tests;

/// <summary>Every rule of every group, and no other.</summary>
public class SecurityGroupTests
{
    private static string[] Expected(string vpc) =>
    [
        "Alb in tcp 80 Cloudflare", "Alb in tcp 443 Cloudflare",
        "Alb out tcp 80 Api", "Alb out tcp 443 Api", "Alb out tcp 8080-8081 Api",
        "Api in tcp 80 Alb", "Api in tcp 443 Alb", "Api in tcp 8080-8081 Alb", "Api in all Api",
        "Api in tcp 8080-8081 Nodes", "Api in tcp 4191 Nodes",
        "Api out all Api", "Api out tcp 443 0.0.0.0/0", "Api out tcp 5432 Database", "Api out tcp 6379 Database", "Api out tcp 8182 Database",
        "Api out tcp 6333-6334 Nodes", "Api out tcp 4222 Nodes", "Api out udp 53 Nodes", "Api out tcp 53 Nodes", "Api out tcp 8080-8090 Nodes", "Api out tcp 4143 Nodes", "Api out tcp 4317 Nodes",
        "Backend out tcp 587 0.0.0.0/0",
        "Database in tcp 5432 Api", "Database in tcp 5432 DataService", "Database in tcp 5432 Backend", "Database in tcp 5432 Database",
        "Database in tcp 6379 Api", "Database in tcp 6379 DataService", "Database in tcp 6379 Backend", "Database in tcp 6379 Orchestrator",
        "Database in tcp 8182 DataService",
        "Database out tcp 5432 Database", "Database out tcp 443 Endpoints",
        $"Nodes in all {vpc}", $"Nodes out all {vpc}", "Nodes out tcp 443 0.0.0.0/0",
        $"Endpoints in tcp 443 {vpc}", "Files in tcp 2049 Nodes", "Bastion out tcp 443 0.0.0.0/0",
    ];

    [Theory]
    [InlineData("production-primary", "10.0.0.0/16")]
    [InlineData("production-standby", "10.1.0.0/16")]
    [InlineData("staging-primary", "10.0.0.0/16", "Alb out tcp 8000 Nodes", "Alb out tcp 8443 Nodes")]
    [InlineData("staging-standby", "10.1.0.0/16", "Alb out tcp 8000 Nodes", "Alb out tcp 8443 Nodes")]
    public async Task The_rules_are_these_and_no_others(string place, string vpc, params string[] controller)
    {
        var stack = await Synthesized.StackAsync($"{place}-security-groups");
        var rules = stack.Of("AWS::EC2::SecurityGroupIngress").Select(one => Text("in", one.Properties)).Concat(stack.Of("AWS::EC2::SecurityGroupEgress").Select(one => Text("out", one.Properties))).ToList();
        rules.ShouldBe([.. Expected(vpc), .. controller], ignoreOrder: true);
    }

    [Theory]
    [InlineData("production-primary")]
    [InlineData("production-standby")]
    [InlineData("staging-primary")]
    [InlineData("staging-standby")]
    public async Task A_group_itself_lets_nothing_in_and_nothing_out(string place)
    {
        var groups = (await Synthesized.StackAsync($"{place}-security-groups")).Of("AWS::EC2::SecurityGroup").ToList();
        groups.Count.ShouldBe(10);
        foreach (var (id, properties) in groups)
        {
            properties.ContainsKey("SecurityGroupIngress").ShouldBeFalse(id);
            // The one rule that keeps EC2 from adding "everything out": to no address, of no protocol that is used.
            var only = properties["SecurityGroupEgress"]!.AsArray().ShouldHaveSingleItem()!;
            $"{only["CidrIp"]} {only["IpProtocol"]} {only["FromPort"]}-{only["ToPort"]}".ShouldBe("255.255.255.255/32 icmp 252-86", id);
        }
    }

    [Fact]
    public async Task No_other_stack_makes_or_opens_a_group()
    {
        foreach (var (name, template) in (await Synthesized.GetAsync()).Templates.Where(one => !one.Key.EndsWith("-security-groups", StringComparison.Ordinal)))
            template["Resources"]!.AsObject().Where(one => ((string)one.Value!["Type"]!).StartsWith("AWS::EC2::SecurityGroup", StringComparison.Ordinal)).ShouldBeEmpty(name);
    }

    [Fact]
    public async Task The_list_of_Cloudflare_is_the_one_of_the_settings()
    {
        var list = (await Synthesized.StackAsync("production-primary-security-groups")).Single("AWS::EC2::PrefixList");
        var ranges = list["Entries"]!.AsArray().Select(entry => (string)entry!["Cidr"]!).ToList();
        ranges.ShouldBe(Settings.PlatformSettings.Parse(Repository.Read("deploy/infra/environments.json")).CloudflareRanges);
        ranges.Count.ShouldBe(15);
    }

    private static string Text(string way, JsonObject rule)
    {
        var other = rule["SourceSecurityGroupId"] ?? rule["DestinationSecurityGroupId"] ?? rule["SourcePrefixListId"];
        var who = other is null ? (string)rule["CidrIp"]! : (string)other["Fn::GetAtt"]![0]!;
        var (protocol, from, to) = ((string)rule["IpProtocol"]!, rule["FromPort"], rule["ToPort"]);
        var what = protocol == "-1" ? "all" : $"{protocol} {from}{(from!.ToString() == to!.ToString() ? "" : $"-{to}")}";
        return $"{rule["GroupId"]!["Fn::GetAtt"]![0]} {way} {what} {who}";
    }
}
