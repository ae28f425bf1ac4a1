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

    [Fact]
    public async Task The_command_line_is_the_image_that_the_charts_jobs_run_and_a_tool()
    {
        var answer = JsonNode.Parse(await ProgramRun.OutputAsync(
            "dotnet", ["msbuild", Repository.Path("src/Cli"), "-getProperty:ContainerRepository,ContainerFamily,ContainerUser,PackAsTool,ToolCommandName"]))!["Properties"]!;
        Repository.Read("deploy/helm/lead-platform/templates/cronjobs.yaml").ShouldContain($"\"name\" \"{answer["ContainerRepository"]}\")");
        ((string)answer["ContainerFamily"]!).ShouldBe("noble-chiseled");
        ((string)answer["ContainerUser"]!).ShouldBe("app");
        ((string)answer["PackAsTool"]!).ShouldBe("true");
        ((string)answer["ToolCommandName"]!).ShouldBe("leads");
        Repository.Read(".github/workflows/release.yml").ShouldContain("{ project: Cli, image: cli }");
    }
}
