using System.Text.Json.Nodes;

namespace LeadPlatform.Deploy.Tests.Charts;

/// <summary>Rules that every pod of every installation keeps.</summary>
public class PodTests
{
    public static TheoryData<string> Files => [.. Rendered.ValuesFiles];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_container_is_restricted_and_has_limits(string values)
    {
        foreach (var (name, pod) in await PodsAsync(values))
        {
            ((bool)pod["securityContext"]!["runAsNonRoot"]!).ShouldBeTrue(name);
            ((string)pod["securityContext"]!["seccompProfile"]!["type"]!).ShouldBe("RuntimeDefault", name);
            ((bool)pod["automountServiceAccountToken"]!).ShouldBeFalse(name);
            foreach (var container in Containers(pod))
            {
                var security = container["securityContext"]!;
                ((bool)security["readOnlyRootFilesystem"]!).ShouldBeTrue(name);
                ((bool)security["allowPrivilegeEscalation"]!).ShouldBeFalse(name);
                security["capabilities"]!["drop"]!.ToJsonString().ShouldBe("[\"ALL\"]", name);
                container["resources"]!["requests"]!["cpu"].ShouldNotBeNull(name);
                container["resources"]!["limits"]!["memory"].ShouldNotBeNull(name);
                ((string)container["image"]!).ShouldMatch(@":v?\d", $"{name}: a version, not latest");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_service_has_longer_to_end_than_its_drain_takes(string values)
    {
        foreach (var workload in (await Rendered.OfAsync(values)).Of("Deployment", "Rollout"))
        {
            var pod = Rendered.Pod(workload);
            var variables = Rendered.Variables(pod["containers"]![0]!);
            var drain = TimeSpan.Parse(variables["Drain__Delay"], null) + TimeSpan.Parse(variables["Drain__Timeout"], null);
            TimeSpan.FromSeconds((long)pod["terminationGracePeriodSeconds"]!).ShouldBeGreaterThan(drain);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_secret_that_a_pod_reads_is_one_the_release_makes_or_names(string values)
    {
        var rendered = await Rendered.OfAsync(values);
        var made = rendered.Of("ExternalSecret", "SecretProviderClass").ToDictionary(one => (string)one["metadata"]!["name"]!, Keys);
        if (made.Count == 0)
            return;
        var read = (await PodsAsync(values)).SelectMany(pod => Containers(pod.Pod)).SelectMany(container => container["env"]?.AsArray() ?? [])
            .Select(variable => variable!["valueFrom"]?["secretKeyRef"]).OfType<JsonNode>().Select(reference => ((string)reference["name"]!, (string)reference["key"]!));
        read.Where(one => !made.TryGetValue(one.Item1, out var keys) || !keys.Contains(one.Item2)).Distinct().ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Only_the_orchestrator_may_run_on_spot_nodes(string values) =>
        (await Rendered.OfAsync(values)).Of("Deployment", "Rollout", "StatefulSet").Where(one => Rendered.Pod(one)["tolerations"] is not null)
            .Select(one => (string)one["metadata"]!["name"]!).ShouldBeSubsetOf(["orchestrator"]);

    private static async Task<IEnumerable<(string Name, JsonNode Pod)>> PodsAsync(string values) =>
        (await Rendered.OfAsync(values)).Of("Deployment", "Rollout", "StatefulSet", "Job", "CronJob").Select(one => ($"{one["kind"]}/{one["metadata"]!["name"]}", Rendered.Pod(one)));

    private static IEnumerable<JsonNode> Containers(JsonNode pod) => (pod["initContainers"]?.AsArray() ?? []).Concat(pod["containers"]!.AsArray()).OfType<JsonNode>();

    private static HashSet<string> Keys(JsonObject secret) => (string)secret["kind"]! == "ExternalSecret"
        ? [.. secret["spec"]!["target"]!["template"]!["data"]!.AsObject().Select(pair => pair.Key)]
        : [.. secret["spec"]!["secretObjects"]![0]!["data"]!.AsArray().Select(one => (string)one!["key"]!)];
}
