using System.Diagnostics;
using System.Text.RegularExpressions;
using LeadPlatform.TestHost;

namespace LeadPlatform.EndToEnd.Tests;

/// <summary>The examples of the README and of docs/capture.md, run as they stand there.</summary>
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

    [Fact]
    public async Task The_examples_of_the_guide_to_captures_are_answered_as_they_say()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "capture.md"), TestContext.Current.CancellationToken);
        using var admin = await platform.SignInAsync("admin");
        var token = admin.DefaultRequestHeaders.Authorization!.Parameter;
        var commands = ShellBlock().Matches(guide).Select(match => match.Groups[1].Value).ToArray();
        commands.Length.ShouldBe(7);

        foreach (var command in commands)
        {
            var local = command.Replace("http://localhost:8080", platform.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
            // The mapping of the same source may have been another up to 5 s ago.
            var (exitCode, output) = await RunAsync($"TOKEN={token}\n{local}");
            for (var tries = 0; output.Contains("HTTP/1.1 4", StringComparison.Ordinal) && command.Contains("/mapped", StringComparison.Ordinal) && tries < 100; tries++)
                (exitCode, output) = await RunAsync($"TOKEN={token}\n{local}");
            exitCode.ShouldBe(0, output);
            output.ShouldContain("HTTP/1.1 20", customMessage: output);
        }
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

    [GeneratedRegex("```sh\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
