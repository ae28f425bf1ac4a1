using System.Text.Json.Nodes;
using LeadPlatform.Deploy.Tests.Charts;
using LeadPlatform.Deploy.Tests.Programs;

namespace LeadPlatform.Deploy.Tests.Workflows;

public class ImageTests
{
    [Theory]
    [InlineData("ApiGateway", "gateway")]
    [InlineData("DataService", "dataservice")]
    [InlineData("Orchestrator", "orchestrator")]
    [InlineData("Backend", "backend")]
    [InlineData("Frontend", "frontend")]
    public async Task An_image_is_named_as_in_the_chart_and_runs_without_root(string project, string service)
    {
        Yaml.File("deploy/helm/lead-platform/values.yaml")["services"]![service].ShouldNotBeNull();
        var answer = JsonNode.Parse(await ProgramRun.OutputAsync(
            "dotnet", ["msbuild", Repository.Path($"src/{project}"), "-getProperty:ContainerRepository,ContainerFamily,ContainerUser", "-getItem:ContainerPort"]))!;
        ((string)answer["Properties"]!["ContainerRepository"]!).ShouldBe(service);
        ((string)answer["Properties"]!["ContainerFamily"]!).ShouldStartWith("noble-chiseled");
        ((string)answer["Properties"]!["ContainerUser"]!).ShouldBe("app");
        answer["Items"]!["ContainerPort"]!.AsArray().Select(port => (string)port!["Identity"]!).ShouldBe(["8080", "8081"]);
        Repository.Read(".github/workflows/release.yml").ShouldContain($"{{ project: {project}, image: {service} }}");
    }
}
