using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadPlatform.Deploy.Tests.Charts;

namespace LeadPlatform.Deploy.Tests.Gitops;

public partial class GitopsTests
{
    private const string Root = "deploy/gitops";

    public static TheoryData<string> Environments => ["staging", "production"];

    [Theory]
    [MemberData(nameof(Environments))]
    public void Every_application_is_pinned_and_its_values_are_there(string environment)
    {
        foreach (var (name, application) in Applications(environment))
            foreach (var source in application["spec"]!["sources"]!.AsArray().OfType<JsonObject>())
            {
                if (source["chart"] is not null)
                    Version().IsMatch((string)source["targetRevision"]!).ShouldBeTrue($"{name} is not pinned: {source["targetRevision"]}");
                foreach (var file in source["helm"]?["valueFiles"]?.AsArray() ?? [])
                {
                    var text = (string)file!;
                    var path = text.StartsWith("$values/", StringComparison.Ordinal) ? text["$values/".Length..] : $"{source["path"]}/{text}";
                    File.Exists(Repository.Path(path)).ShouldBeTrue($"{name}: {path}");
                }

                if (source["path"] is { } folder)
                    Directory.Exists(Repository.Path((string)folder!)).ShouldBeTrue($"{name}: {folder}");
            }
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Every_application_stays_within_its_project(string environment)
    {
        var projects = Yaml.Documents(Repository.Read($"{Root}/environments/{environment}/project.yaml")).ToDictionary(one => (string)one["metadata"]!["name"]!, one => one["spec"]!);
        foreach (var (name, application) in Applications(environment))
        {
            var project = projects[(string)application["spec"]!["project"]!];
            application["spec"]!["sources"]!.AsArray().Select(source => (string)source!["repoURL"]!)
                .ShouldBeSubsetOf(project["sourceRepos"]!.AsArray().Select(repository => (string)repository!), name);
            project["destinations"]!.AsArray().Select(destination => (string)destination!["namespace"]!).ShouldContain((string)application["spec"]!["destination"]!["namespace"]!, name);
        }
    }

    [Fact]
    public void The_platform_comes_last_and_its_stores_before_it()
    {
        var waves = Applications("production").ToDictionary(one => one.Name, one => int.Parse((string)one.Application["metadata"]!["annotations"]!["argocd.argoproj.io/sync-wave"]!, null));
        waves.Where(one => one.Key != "lead-platform").ShouldAllBe(one => one.Value < waves["lead-platform"]);
        waves["nats"].ShouldBeGreaterThan(waves["cert-manager"]);
        waves["linkerd-control-plane"].ShouldBeGreaterThan(waves["cert-manager"]);
        waves["lead-platform"].ShouldBeGreaterThan(waves["external-secrets"]);
    }

    [Fact]
    public async Task The_three_releases_of_production_together_are_what_one_release_would_be()
    {
        var together = new List<string>();
        foreach (var name in new[] { "nats", "qdrant", "lead-platform" })
        {
            var source = Yaml.File($"{Root}/environments/production/{name}.yaml")["spec"]!["sources"]![0]!;
            var run = await Rendered.TryAsync("values-production.yaml", source["helm"]!["valuesObject"]!.ToJsonString());
            run.ExitCode.ShouldBe(0, run.Errors);
            together.AddRange(Yaml.Documents(run.Output).Where(one => (string)one["kind"]! is "StatefulSet" or "Rollout" or "CronJob" or "Job" or "Certificate" or "PodMonitor" or "Server").Select(Name));
        }

        var one = (await Rendered.OfAsync("values-production.yaml")).Of("StatefulSet", "Rollout", "CronJob", "Job", "Certificate", "PodMonitor", "Server").Select(Name);
        together.Order().ShouldBe(one.Order());
    }

    [Fact]
    public void The_collector_runs_with_the_configuration_of_the_monitoring_folder() =>
        Yaml.File($"{Root}/values/otel-collector.yaml")["config"]!.ToJsonString().ShouldBe(Yaml.File("deploy/monitoring/collector.yaml").ToJsonString());

    private static string Name(JsonObject one) => $"{one["kind"]}/{one["metadata"]!["name"]}";

    private static IEnumerable<(string Name, JsonObject Application)> Applications(string environment)
    {
        var folder = $"{Root}/environments/{environment}";
        var own = Yaml.File($"{folder}/kustomization.yaml")["resources"]!.AsArray().Select(file => $"{folder}/{file}").Where(path => path.EndsWith(".yaml", StringComparison.Ordinal));
        var shared = Yaml.File($"{Root}/apps/kustomization.yaml")["resources"]!.AsArray().Select(file => $"{Root}/apps/{file}").ToList();
        shared.Order().ShouldBe(Directory.EnumerateFiles(Repository.Path($"{Root}/apps")).Select(Repository.Relative).Where(path => !path.EndsWith("kustomization.yaml", StringComparison.Ordinal)).Order());
        return own.Concat(shared).SelectMany(path => Yaml.Documents(Repository.Read(path))).Where(one => (string)one["kind"]! == "Application").Select(one => ((string)one["metadata"]!["name"]!, one));
    }

    [GeneratedRegex(@"^v?\d+\.\d+\.\d+$")]
    private static partial Regex Version();
}
