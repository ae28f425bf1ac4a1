using k8s;
using LeadPlatform.Deploy.Tests.Programs;

namespace LeadPlatform.Deploy.Tests.Charts;

/// <summary>What the chart renders is what Kubernetes takes.</summary>
public class ManifestTests
{
    [Fact]
    public async Task A_load_balancer_made_beforehand_gets_the_gateways_pods_and_no_second_one_is_made()
    {
        const string Group = "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/lead-platform-gateway/0123456789abcdef";
        var run = await Rendered.TryAsync("values-production.yaml", $"edge: {{ alb: {{ targetGroupArn: \"{Group}\" }} }}");
        run.ExitCode.ShouldBe(0, run.Errors);
        var documents = Yaml.Documents(run.Output).ToList();
        documents.ShouldNotContain(one => (string)one["kind"]! == "Ingress");
        var spec = documents.Single(one => (string)one["kind"]! == "TargetGroupBinding")["spec"]!;
        $"{spec["serviceRef"]!["name"]}:{spec["serviceRef"]!["port"]} {spec["targetType"]} {spec["targetGroupARN"]}".ShouldBe($"gateway:http ip {Group}");
    }

    /// <summary>Of these no schema is at hand.</summary>
    private static readonly string[] WithoutSchema = ["unknown: gateway.networking.k8s.io/v1alpha2 TLSRoute"];

    public static TheoryData<string> Files => [.. Rendered.ValuesFiles];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_values_file_renders_what_the_strict_parser_takes(string values)
    {
        var rendered = await Rendered.OfAsync(values);
        // Custom resources are unknown to it; the next test looks at those.
        foreach (var one in rendered.Objects.Where(one => Core((string)one["apiVersion"]!)))
            Should.NotThrow(() => KubernetesYaml.LoadAllFromString(one.ToJsonString(), null, strict: true), $"{one["kind"]}/{one["metadata"]!["name"]}");
        rendered.Objects.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Every_object_fits_the_schema_of_its_kind()
    {
        var schemas = Path.GetFullPath(Repository.Path("../shared/data/crd-schemas"));
        var paths = new List<string>();
        foreach (var values in Rendered.ValuesFiles)
        {
            paths.Add(Path.GetTempFileName());
            await File.WriteAllTextAsync(paths[^1], (await Rendered.OfAsync(values)).Text);
        }

        // All of it but values of charts and lists of files.
        var gitops = Directory.EnumerateFiles(Repository.Path("deploy/gitops"), "*.yaml", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/values/", StringComparison.Ordinal) && Path.GetFileName(path) is not ("values.yaml" or "values-standby.yaml" or "kustomization.yaml"));
        var run = await NodeTools.RunAsync(NodeTools.Checks, "manifests.mjs", [.. Directory.Exists(schemas) ? ["--schemas", schemas] : Array.Empty<string>(), .. paths, .. gitops]);
        paths.ForEach(File.Delete);
        run.Errors.ShouldBeEmpty();
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Where(line => !line.StartsWith("unknown: ", StringComparison.Ordinal)).ShouldBeEmpty();
        Assert.SkipUnless(Directory.Exists(schemas), "The schemas of custom resources are not on this machine; those of Kubernetes itself hold.");
        lines.Where(line => !WithoutSchema.Contains(line)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task No_two_objects_have_one_name(string values)
    {
        var rendered = await Rendered.OfAsync(values);
        rendered.Objects.GroupBy(one => $"{one["apiVersion"]} {one["kind"]}/{one["metadata"]!["name"]}").Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_object_says_who_pays_who_answers_and_what_data_it_handles(string values)
    {
        var rendered = await Rendered.OfAsync(values);
        string[] wanted = ["app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component", "cost-centre", "owner", "data-class"];
        rendered.Objects.Where(one => wanted.Any(label => one["metadata"]!["labels"]?[label] is null)).Select(one => $"{one["kind"]}/{one["metadata"]!["name"]}").ShouldBeEmpty();
    }

    private static bool Core(string apiVersion) => !apiVersion.Contains('.', StringComparison.Ordinal) || apiVersion.StartsWith("networking.k8s.io/", StringComparison.Ordinal) || apiVersion.StartsWith("scheduling.k8s.io/", StringComparison.Ordinal);
}
