using System.Text.Json.Nodes;

namespace LeadPlatform.Infra.Tests;

/// <summary>cloudformation-validate, cfn-guard's Control Tower rules and cdk-nag: no finding without a reason beside its resource, no reason without a finding.</summary>
public class RuleTests
{
    private const string Checks = "tools/infra-checks";

    [Fact]
    public async Task Every_finding_is_accepted_beside_its_resource_and_no_acceptance_is_idle()
    {
        await InstallAsync();
        var all = await Synthesized.GetAsync();
        var accepted = all.Templates.SelectMany(template => template.Value["Resources"]!.AsObject()
            .SelectMany(resource => resource.Value!["Metadata"]?[Acceptance.Metadata]?.AsObject().Select(one => (Key: $"{template.Key} {resource.Key} {one.Key}", Reason: (string)one.Value!)) ?? [])).ToList();
        accepted.ShouldAllBe(one => one.Reason.Length > 20);
        var lines = (await Repository.RunAsync("node", ["check.mjs", all.Folder], Checks)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var findings = lines.Select(line => JsonNode.Parse(line)!)
            .ToLookup(one => $"{((string)one["template"]!).Replace(".template.json", "", StringComparison.Ordinal)} {one["resource"]} {((string)one["rule"]!).Split('[')[0]}", one => $"{one["tool"]}: {one["message"]}");
        findings.Count.ShouldBeGreaterThan(100);
        findings.Where(one => accepted.All(acceptance => acceptance.Key != one.Key)).Select(one => $"{one.Key}: {one.First()}").ShouldBeEmpty();
        accepted.Select(one => one.Key).Where(key => !findings.Contains(key)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_open_group_and_a_plain_bucket_are_found_by_each_set_of_rules()
    {
        await InstallAsync();
        var folder = Directory.CreateTempSubdirectory("infra-open-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "open.template.json"), """
            { "Resources": {
              "Bucket": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "open" } },
              "Group": { "Type": "AWS::EC2::SecurityGroup", "Properties": { "GroupDescription": "open", "NoSuchProperty": 1, "SecurityGroupIngress": [{ "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "0.0.0.0/0" }] } } } }
            """);
        var found = await Repository.RunAsync("node", ["check.mjs", folder.FullName], Checks);
        folder.Delete(recursive: true);
        foreach (var tool in new[] { "cloudformation-validate", "cfn-guard", "cdk-nag" })
            found.ShouldContain($"\"tool\":\"{tool}\"");
    }

    private static readonly SemaphoreSlim Installing = new(1);

    private static async Task InstallAsync()
    {
        await Installing.WaitAsync();
        try
        {
            var wanted = Repository.Read($"{Checks}/package-lock.json");
            var stamp = Repository.Path($"{Checks}/node_modules/.installed-lock");
            if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
                return;
            await Repository.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"], Checks);
            await File.WriteAllTextAsync(stamp, wanted);
        }
        finally
        {
            Installing.Release();
        }
    }
}
