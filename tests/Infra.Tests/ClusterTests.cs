using Amazon.CDK.Assertions;

namespace LeadPlatform.Infra.Tests;

public class ClusterTests
{
    [Theory]
    [InlineData("production-primary", "lead-platform", 6)]
    [InlineData("production-standby", "lead-platform", 3)]
    [InlineData("staging-primary", "lead-platform-staging", 3)]
    [InlineData("staging-standby", "lead-platform-staging", 3)]
    public async Task The_cluster_is_private_logged_encrypted_and_has_its_baseline(string place, string name, int nodes)
    {
        var template = await Synthesized.TemplateAsync($"{place}-cluster");
        template.HasResourceProperties("AWS::EKS::Cluster", new Dictionary<string, object>
        {
            ["Name"] = name,
            ["Version"] = "1.35",
            ["ResourcesVpcConfig"] = new Dictionary<string, object> { ["EndpointPrivateAccess"] = true, ["EndpointPublicAccess"] = false },
            ["Logging"] = new Dictionary<string, object> { ["ClusterLogging"] = new Dictionary<string, object> { ["EnabledTypes"] = Match.ArrayWith([new Dictionary<string, object> { ["Type"] = "audit" }]) } },
            ["EncryptionConfig"] = new object[] { Match.ObjectLike(new Dictionary<string, object> { ["Resources"] = new[] { "secrets" } }) },
            ["AccessConfig"] = new Dictionary<string, object> { ["AuthenticationMode"] = "API", ["BootstrapClusterCreatorAdminPermissions"] = false },
        });
        (await Synthesized.TemplateAsync($"{place}-nodes")).HasResourceProperties("AWS::EKS::Nodegroup", new Dictionary<string, object>
        {
            ["CapacityType"] = "ON_DEMAND",
            ["ScalingConfig"] = new Dictionary<string, object> { ["MinSize"] = nodes, ["DesiredSize"] = nodes, ["MaxSize"] = nodes * 2 },
        });
    }

    [Fact]
    public async Task The_add_ons_enforce_policies_and_let_pods_have_groups()
    {
        var addOns = (await Synthesized.StackAsync("production-primary-nodes")).Of("AWS::EKS::Addon").ToDictionary(one => (string)one.Properties["AddonName"]!, one => one.Properties);
        addOns.Keys.ShouldBe(["kube-proxy", "coredns", "eks-pod-identity-agent", "vpc-cni", "aws-ebs-csi-driver", "aws-efs-csi-driver"], ignoreOrder: true);
        var network = Stack.Json((string)addOns["vpc-cni"]["ConfigurationValues"]!);
        ((string)network["enableNetworkPolicy"]!).ShouldBe("true");
        ((string)network["env"]!["ENABLE_POD_ENI"]!).ShouldBe("true");
    }

    [Fact]
    public async Task Services_that_need_nothing_of_AWS_may_do_nothing()
    {
        var roles = await Synthesized.StackAsync("production-primary-service-roles");
        foreach (var service in new[] { "Gateway", "Orchestrator", "Frontend" })
        {
            roles.Get(service).ContainsKey("Policies").ShouldBeFalse(service);
            roles.Get(service).ContainsKey("ManagedPolicyArns").ShouldBeFalse(service);
        }

        Actions("Backend").ShouldBe(["rds-db:connect"]);
        Actions("Dataservice").Where(action => !action.StartsWith("neptune-db:", StringComparison.Ordinal)).ShouldBe(["rds-db:connect"]);
        Actions("Secrets").ShouldBe(["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret", "kms:Decrypt"]);
        roles.Get("Secrets")["AssumeRolePolicyDocument"]!["Fn::Sub"]![0]!.GetValue<string>().ShouldContain("\"system:serviceaccount:lead-platform:lead-platform-secrets\"");

        IEnumerable<string> Actions(string id) => roles.Get(id)["Policies"]!.AsArray().SelectMany(policy => policy!["PolicyDocument"]!["Statement"]!.AsArray())
            .SelectMany(statement => statement!["Action"] is System.Text.Json.Nodes.JsonArray many ? many.Select(one => (string)one!) : [(string)statement["Action"]!]);
    }

    [Fact]
    public async Task Karpenter_hears_of_interruptions()
    {
        var karpenter = await Synthesized.StackAsync("production-primary-karpenter");
        karpenter.Of("AWS::SQS::Queue").ShouldHaveSingleItem();
        karpenter.Of("AWS::Events::Rule").Select(rule => (string)rule.Properties["EventPattern"]!["detail-type"]![0]!).ShouldContain("EC2 Spot Instance Interruption Warning");
        ((string)karpenter.Get("NodeRole")["RoleName"]!).ShouldBe("lead-platform-node");
    }

    [Fact]
    public async Task Every_image_that_a_release_builds_has_a_repository()
    {
        var images = await Synthesized.StackAsync("production-primary-images");
        var built = System.Text.RegularExpressions.Regex.Matches(Repository.Read(".github/workflows/release.yml"), @"image: (\w+) \}").Select(match => $"lead-platform/{match.Groups[1].Value}");
        images.Of("AWS::ECR::Repository").Select(one => (string)one.Properties["RepositoryName"]!).ShouldBe(built, ignoreOrder: true);
    }
}
