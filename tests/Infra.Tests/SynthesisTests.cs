using Amazon.CDK;
using Amazon.CDK.AWS.SQS;
using LeadPlatform.Infra.Settings;

namespace LeadPlatform.Infra.Tests;

public class SynthesisTests
{
    [Fact]
    public async Task Both_environments_and_regions_are_synthesized_in_under_a_minute()
    {
        var all = await Synthesized.GetAsync();
        all.Took.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        foreach (var environment in new[] { "production", "staging" })
        {
            var primary = Names(all, $"{environment}-primary-");
            var standby = Names(all, $"{environment}-standby-");
            primary.Except(standby).ShouldBe(["budgets", "rotation", "secrets", "trail"], ignoreOrder: true);
            standby.Except(primary).ShouldBeEmpty();
            standby.Count.ShouldBe(22);
        }
    }

    [Fact]
    public async Task Every_resource_with_tags_carries_the_four()
    {
        var found = 0;
        foreach (var (stack, template) in (await Synthesized.GetAsync()).Templates)
        {
            foreach (var (id, resource) in template["Resources"]!.AsObject())
            {
                if (resource!["Properties"]?["Tags"] is not System.Text.Json.Nodes.JsonArray tags)
                    continue;
                found++;
                RequiredTags.All.ShouldBeSubsetOf(tags.Select(tag => (string)tag!["Key"]!), $"{stack} {id}");
            }
        }

        found.ShouldBeGreaterThan(400);
    }

    [Fact]
    public void A_resource_without_a_tag_fails_the_synthesis()
    {
        var app = new App(new AppProps { Outdir = Directory.CreateTempSubdirectory("untagged-").FullName });
        var stack = new Amazon.CDK.Stack(app, "Untagged");
        foreach (var tag in RequiredTags.All.Where(tag => tag != RequiredTags.Owner))
            Amazon.CDK.Tags.Of(stack).Add(tag, "some");
        _ = new CfnQueue(stack, "Queue");
        Aspects.Of(stack).Add(new RequiredTags());
        var refused = Assert.ThrowsAny<Exception>(() => Amazon.CDK.Assertions.Annotations.FromStack(stack).HasNoError("*", Amazon.CDK.Assertions.Match.AnyValue()));
        refused.Message.ShouldContain("Untagged/Queue lacks the tags owner");
    }

    [Fact]
    public void The_baseline_is_the_reserved_share_rounded_up_to_three_zones()
    {
        Baseline(34, 4).ShouldBe(6);
        Baseline(35, 4).ShouldBe(9);
        Baseline(1, 8).ShouldBe(3);

        static int Baseline(int demand, int vcpus) => new ClusterSettings("1.35", "m7i.xlarge", vcpus, demand, 0.7, 100).BaselineNodes;
    }

    private static List<string> Names(Synthesized all, string prefix) =>
        [.. all.Templates.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..])];
}
