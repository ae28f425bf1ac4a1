using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LeadPlatform.Deploy.Tests.Programs;

namespace LeadPlatform.Deploy.Tests.Workflows;

/// <summary>What trains models brings the library that LightGBM needs, since its image has none.</summary>
public sealed class GompTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deploy-gomp-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("DataService", "libgomp.so.1 lib_lightgbm.so libgomp.NOTICE.txt")]
    [InlineData("Orchestrator", "")]
    public async Task It_is_published_beside_LightGBM_with_its_licence(string project, string files)
    {
        var answer = JsonNode.Parse(await ProgramRun.OutputAsync("dotnet", [.. Listing(project), "-getItem:ResolvedFileToPublish"]))!;

        var published = answer["Items"]!["ResolvedFileToPublish"]!.AsArray().Select(file => ((string)file!["RelativePath"]!).Replace('\\', '/')).ToHashSet();
        foreach (var file in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            published.ShouldContain($"runtimes/linux-x64/native/{file}");
        published.Count(file => file.Contains("gomp", StringComparison.Ordinal)).ShouldBe(files.Length == 0 ? 0 : 2);
    }

    [Fact]
    public async Task Where_the_machine_has_none_nothing_is_published_and_it_is_said_how_to_help()
    {
        var run = await ProgramRun.OfAsync("dotnet", [.. Listing("DataService"), "-p:GompPath=/nowhere/libgomp.so.1"]);

        run.ExitCode.ShouldNotBe(0);
        run.Output.ShouldContain("error LP0001: libgomp.so.1 for x64 is not on this machine");
        (await ProgramRun.OfAsync("dotnet", [.. Listing("DataService"), "-p:GompPath=/nowhere/libgomp.so.1", "-p:ShipGomp=false"])).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Where_the_system_has_none_boosted_trees_are_trained_with_the_one_that_was_published()
    {
        var published = Path.Combine(_folder, "published");
        await ProgramRun.OutputAsync("dotnet", ["publish", Repository.Path("src/Scoring.Tool"), "-c", "Release", "--no-restore", "-nologo", "-v", "q", "-o", published]);
        var rows = Path.Combine(_folder, "rows.csv");
        await File.WriteAllTextAsync(rows, Rows());

        (await TrainAsync(published, rows)).ShouldContain("% boosted trees (");

        File.Delete(Path.Combine(published, "runtimes/linux-x64/native/libgomp.so.1"));
        (await TrainAsync(published, rows)).ShouldContain("not tried    boosted trees");
    }

    private static string[] Listing(string project) =>
        ["msbuild", Repository.Path($"src/{project}"), "-nologo", "-p:Configuration=Release", "-t:ComputeResolvedFilesToPublishList"];

    /// <summary>With a file of its name that is no library where the loader looks first, so that the system's is not found.</summary>
    private async Task<string> TrainAsync(string published, string rows)
    {
        var hiding = Directory.CreateDirectory(Path.Combine(_folder, "hiding")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(hiding, "libgomp.so.1"), []);
        return await ProgramRun.OutputAsync(
            "dotnet", [Path.Combine(published, "LeadPlatform.Scoring.Tool.dll"), "train", "--input", rows, "--label", "bought", "--folds", "2", "--model", Path.Combine(_folder, "model")],
            variables: new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = hiding });
    }

    /// <summary>One buys where both numbers are large, which no sum of them tells as well as a tree.</summary>
    private static string Rows()
    {
        var random = new Random(3);
        var rows = new StringBuilder("first,second,bought\n");
        for (var row = 0; row < 600; row++)
        {
            var (first, second) = (random.NextDouble(), random.NextDouble());
            rows.Append(CultureInfo.InvariantCulture, $"{first:0.0000},{second:0.0000},{(first > 0.55 && second > 0.55 ? "yes" : "no")}\n");
        }

        return rows.ToString();
    }
}
