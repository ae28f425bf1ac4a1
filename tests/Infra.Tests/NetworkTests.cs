namespace LeadPlatform.Infra.Tests;

public class NetworkTests
{
    public static TheoryData<string, string, string> Places => new()
    {
        { "production-primary", "10.0", "us-east-1" }, { "production-standby", "10.1", "us-west-2" }, { "staging-primary", "10.0", "us-east-1" }, { "staging-standby", "10.1", "us-west-2" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task There_are_three_zones_of_three_subnets(string place, string range, string region)
    {
        var network = await Synthesized.StackAsync($"{place}-network");
        ((string)network.Single("AWS::EC2::VPC")["CidrBlock"]!).ShouldBe($"{range}.0.0/16");
        var subnets = network.Of("AWS::EC2::Subnet").ToDictionary(one => one.Id, one => ((string)one.Properties["CidrBlock"]!, (string)one.Properties["AvailabilityZone"]!));
        subnets.Count.ShouldBe(9);
        foreach (var (zone, i) in new[] { ("A", 1), ("B", 2), ("C", 3) })
        {
            var name = region + zone.ToLowerInvariant();
            subnets[$"Public{zone}"].ShouldBe(($"{range}.{100 + i}.0/24", name));
            subnets[$"Private{zone}"].ShouldBe(($"{range}.{i}.0/24", name));
            subnets[$"Database{zone}"].ShouldBe(($"{range}.{200 + i}.0/24", name));
        }

        network.Of("AWS::EC2::Subnet").ShouldAllBe(one => !(bool)one.Properties["MapPublicIpOnLaunch"]!);
    }

    [Theory]
    [InlineData("production-primary")]
    [InlineData("production-standby")]
    [InlineData("staging-primary")]
    [InlineData("staging-standby")]
    public async Task Each_zone_has_its_own_way_out_and_the_databases_have_none(string place)
    {
        var network = await Synthesized.StackAsync($"{place}-network");
        network.Of("AWS::EC2::InternetGateway").Count().ShouldBe(1);
        network.Of("AWS::EC2::NatGateway").Select(nat => (string)nat.Properties["SubnetId"]!["Ref"]!).ShouldBe(["PublicA", "PublicB", "PublicC"], ignoreOrder: true);
        var ways = network.Of("AWS::EC2::Route").ToLookup(route => (string)route.Properties["RouteTableId"]!["Ref"]!, route => route.Properties);
        ways.Select(way => way.Key).ShouldBe(["PublicRoutes", "PrivateRoutesA", "PrivateRoutesB", "PrivateRoutesC"], ignoreOrder: true);
        ways["PrivateRoutesB"].Single()["NatGatewayId"]!["Fn::GetAtt"]![0]!.GetValue<string>().ShouldBe("NatB");
        var tables = network.Of("AWS::EC2::SubnetRouteTableAssociation").ToDictionary(one => (string)one.Properties["SubnetId"]!["Ref"]!, one => (string)one.Properties["RouteTableId"]!["Ref"]!);
        foreach (var zone in "ABC")
        {
            tables[$"Database{zone}"].ShouldBe("DatabaseRoutes");
            tables[$"Private{zone}"].ShouldBe($"PrivateRoutes{zone}");
            tables[$"Public{zone}"].ShouldBe("PublicRoutes");
        }
    }

    [Theory]
    [InlineData("production-primary", "10.0")]
    [InlineData("production-standby", "10.1")]
    [InlineData("staging-primary", "10.0")]
    [InlineData("staging-standby", "10.1")]
    public async Task The_databases_acl_knows_the_vpc_and_three_ports(string place, string range)
    {
        var network = await Synthesized.StackAsync($"{place}-network");
        network.Of("AWS::EC2::NetworkAcl").Count().ShouldBe(3);
        network.Of("AWS::EC2::SubnetNetworkAclAssociation").Count().ShouldBe(9);
        var entries = network.Of("AWS::EC2::NetworkAclEntry").Where(one => (string)one.Properties["NetworkAclId"]!["Ref"]! == "DatabaseAcl")
            .Select(one => $"{((bool)one.Properties["Egress"]! ? "out" : "in")} {one.Properties["Protocol"]} {one.Properties["CidrBlock"]} {one.Properties["PortRange"]!["From"]}-{one.Properties["PortRange"]!["To"]}");
        var vpc = $"{range}.0.0/16";
        entries.ShouldBe([$"in 6 {vpc} 5432-5432", $"in 6 {vpc} 6379-6379", $"in 6 {vpc} 8182-8182", $"in 6 {vpc} 1024-65535", $"out 6 {vpc} 443-443", $"out 6 {vpc} 1024-65535"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("production-primary", "us-east-1")]
    [InlineData("production-standby", "us-west-2")]
    [InlineData("staging-primary", "us-east-1")]
    [InlineData("staging-standby", "us-west-2")]
    public async Task Flows_are_logged_and_endpoints_are_there(string place, string region)
    {
        var flows = (await Synthesized.StackAsync($"{place}-network")).Single("AWS::EC2::FlowLog");
        ((string)flows["TrafficType"]!).ShouldBe("ALL");
        var endpoints = (await Synthesized.StackAsync($"{place}-endpoints")).Of("AWS::EC2::VPCEndpoint").ToLookup(one => (string)one.Properties["VpcEndpointType"]!, one => one.Properties);
        endpoints["Gateway"].Select(one => (string)one["ServiceName"]!).ShouldBe([$"com.amazonaws.{region}.s3"]);
        endpoints["Interface"].Select(one => ((string)one["ServiceName"]!)[$"com.amazonaws.{region}.".Length..])
            .ShouldBe(["ecr.api", "ecr.dkr", "sts", "secretsmanager", "kms", "logs", "sqs"], ignoreOrder: true);
        endpoints["Interface"].ShouldAllBe(one => (bool)one["PrivateDnsEnabled"]! && one["SubnetIds"]!.AsArray().Count == 3);
    }

    [Fact]
    public async Task The_bastion_has_no_key_and_no_public_address()
    {
        var instance = (await Synthesized.StackAsync("production-primary-bastion")).Single("AWS::EC2::Instance");
        instance.ContainsKey("KeyName").ShouldBeFalse();
        instance["SubnetId"]!["Fn::ImportValue"]!.GetValue<string>().ShouldContain("PrivateA");
    }
}
