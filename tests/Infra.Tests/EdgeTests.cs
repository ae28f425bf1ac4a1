using Amazon.CDK.Assertions;

namespace LeadPlatform.Infra.Tests;

public class EdgeTests
{
    [Fact]
    public async Task The_firewall_has_every_rule_in_order()
    {
        var rules = (await Synthesized.StackAsync("production-primary-firewall")).Single("AWS::WAFv2::WebACL")["Rules"]!.AsArray().OrderBy(rule => (int)rule!["Priority"]!).ToList();
        rules.Select(rule => (string)rule!["Name"]!).ShouldBe(
            ["countries", "AWSManagedRulesAmazonIpReputationList", "rate", "body-size", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet"]);
        var rate = rules[2]!["Statement"]!["RateBasedStatement"]!;
        $"{rate["Limit"]} {rate["EvaluationWindowSec"]} {rate["AggregateKeyType"]} {rate["ForwardedIPConfig"]!["HeaderName"]}".ShouldBe("3000 300 FORWARDED_IP CF-Connecting-IP");
        rules[0]!["Statement"]!["NotStatement"]!["Statement"]!["GeoMatchStatement"]!["CountryCodes"]!.AsArray().Select(code => (string)code!).ShouldBe(["US", "PR", "VI", "GU", "AS", "MP"]);
        rules.Where(rule => rule!["Action"] is not null).ShouldAllBe(rule => rule!["Action"]!["Block"] != null);
    }

    [Fact]
    public async Task In_production_an_ALB_ends_tls_for_Cloudflare_alone()
    {
        var template = await Synthesized.TemplateAsync("production-primary-load-balancer");
        template.HasResourceProperties("AWS::ElasticLoadBalancingV2::Listener", new Dictionary<string, object>
        {
            ["Port"] = 443,
            ["Protocol"] = "HTTPS",
            ["SslPolicy"] = "ELBSecurityPolicy-TLS13-1-2-2021-06",
            ["MutualAuthentication"] = new Dictionary<string, object> { ["Mode"] = "verify" },
        });
        template.HasResourceProperties("AWS::ElasticLoadBalancingV2::Listener", new Dictionary<string, object>
        {
            ["Port"] = 80,
            ["DefaultActions"] = new object[] { Match.ObjectLike(new Dictionary<string, object> { ["Type"] = "redirect" }) },
        });
        template.ResourceCountIs("AWS::WAFv2::WebACLAssociation", 1);
        template.HasResourceProperties("AWS::CertificateManager::Certificate", new Dictionary<string, object> { ["DomainName"] = "origin.leads.example.com", ["ValidationMethod"] = "DNS" });
        var settings = Attributes(await Synthesized.StackAsync("production-primary-load-balancer"));
        settings["deletion_protection.enabled"].ShouldBe("true");
        settings["idle_timeout.timeout_seconds"].ShouldBe("120");
        settings["routing.http.drop_invalid_header_fields.enabled"].ShouldBe("true");
        settings["routing.http.desync_mitigation_mode"].ShouldBe("strictest");
        settings["waf.fail_open.enabled"].ShouldBe("false");
    }

    [Fact]
    public async Task In_staging_an_NLB_stands_before_the_ingress_controller()
    {
        var stack = await Synthesized.StackAsync("staging-primary-load-balancer");
        ((string)stack.Single("AWS::ElasticLoadBalancingV2::LoadBalancer")["Type"]!).ShouldBe("network");
        Attributes(stack)["load_balancing.cross_zone.enabled"].ShouldBe("true");
        stack.Of("AWS::ElasticLoadBalancingV2::TargetGroup").Select(one => (int)one.Properties["Port"]!).ShouldBe([8000, 8443], ignoreOrder: true);
    }

    [Theory]
    [InlineData("production-primary", "PRIMARY", "us-east-1")]
    [InlineData("production-standby", "SECONDARY", "us-west-2")]
    public async Task The_origin_fails_over_by_the_health_of_its_targets(string place, string role, string region)
    {
        var template = await Synthesized.TemplateAsync($"{place}-failover");
        template.HasResourceProperties("AWS::Route53::RecordSet", new Dictionary<string, object> { ["Name"] = "origin.leads.example.com", ["Failover"] = role, ["SetIdentifier"] = region });
        template.HasResourceProperties("AWS::Route53::HealthCheck", new Dictionary<string, object> { ["HealthCheckConfig"] = new Dictionary<string, object> { ["Type"] = "CLOUDWATCH_METRIC" } });
    }

    private static Dictionary<string, string?> Attributes(Stack stack) => stack.Single("AWS::ElasticLoadBalancingV2::LoadBalancer")["LoadBalancerAttributes"]!.AsArray()
        .ToDictionary(one => (string)one!["Key"]!, one => one!["Value"]?.ToString());
}
