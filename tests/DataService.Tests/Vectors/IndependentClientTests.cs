using System.Diagnostics;
using System.Text.Json;
using LeadPlatform.DataService.Tests.Vectors.StandIn;
using static LeadPlatform.DataService.Tests.Vectors.SomeVectors;

namespace LeadPlatform.DataService.Tests.Vectors;

/// <summary>Qdrant's own client for JavaScript finds in the stand-in what it expects of Qdrant, and in what the platform writes what was meant.</summary>
public sealed class IndependentClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Qdrants_own_client_works_with_the_stand_in_and_reads_what_the_platform_wrote()
    {
        await using var server = await QdrantStandIn.StartAsync();
        var index = QdrantIndex.New(server.ConnectionString, "leads");
        await index.PrepareAsync(Token);
        var (source, publisher) = (Guid.NewGuid(), Guid.NewGuid());
        var point = Point(30, "home", "TX", Noon, source, publisher);
        await index.UpsertAsync([point], Token);

        var folder = Path.Combine(Root(), "tools", "vector-checks");
        await RunAsync(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline");
        var written = JsonDocument.Parse(await RunAsync(folder, "node", "check.mjs", server.Url.AbsoluteUri.TrimEnd('/'), QdrantStandIn.Key, "leads")).RootElement[0];

        written.GetProperty("id").GetGuid().ShouldBe(point.LeadId);
        written.GetProperty("vector").EnumerateArray().Select(number => number.GetSingle()).ShouldBe(point.Vector, 1e-6f);
        written.GetProperty("payload").GetRawText().ShouldBe(
            $$"""{"line":"home","state":"TX","received_at":{{Noon.ToUnixTimeMilliseconds()}},"source_id":"{{source}}","publisher_id":"{{publisher}}"}""");
        server.Violations.ShouldBeEmpty();
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        process.ExitCode.ShouldBe(0, await errors);
        return await output;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LeadPlatform.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
