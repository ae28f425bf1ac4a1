using System.Diagnostics;
using System.Text.RegularExpressions;
using LeadPlatform.TestHost;

namespace LeadPlatform.EndToEnd.Tests;

/// <summary>The README's examples, run as they stand there.</summary>
public sealed partial class ReadmeTests(RunningPlatform platform)
{
    [Fact]
    public async Task The_readmes_curl_posts_a_lead_and_is_answered_with_its_agent()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Root(), "README.md"), TestContext.Current.CancellationToken);
        var command = CurlBlock().Match(readme).Groups[1].Value;
        command.ShouldContain("curl");

        var (exitCode, output) = await RunAsync(command.Replace("http://localhost:8080", platform.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));

        exitCode.ShouldBe(0, output);
        output.ShouldContain("HTTP/1.1 201");
        output.ShouldContain("\"status\":\"assigned\"");
        output.ShouldContain("\"agentName\":");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, await output + await errors);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LeadPlatform.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("```sh\\n(curl .*?)```", RegexOptions.Singleline)]
    private static partial Regex CurlBlock();
}
