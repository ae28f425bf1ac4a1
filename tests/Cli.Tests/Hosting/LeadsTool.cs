using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LeadPlatform.TestHost;

namespace LeadPlatform.Cli.Tests.Hosting;

/// <summary>The built tool as a process of its own, with a configuration and working directory that no other test has.</summary>
internal sealed class LeadsTool : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadplatform-cli-");
    private readonly Dictionary<string, string> _environment;

    public LeadsTool(Uri? server = null, string? apiKey = null, string? token = null)
    {
        _environment = new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = Path.Combine(_folder.FullName, "config") };
        if (server is not null)
            _environment["LEADS_SERVER"] = server.AbsoluteUri;
        if (apiKey is not null)
            _environment["LEADS_API_KEY"] = apiKey;
        if (token is not null)
            _environment["LEADS_TOKEN"] = token;
    }

    /// <summary>As the demo publisher.</summary>
    public static LeadsTool Publisher(RunningPlatform platform) => new(platform.Address, apiKey: RunningPlatform.DemoKey);

    /// <summary>As a demo user: admin, manager or agent.</summary>
    public static async Task<LeadsTool> UserAsync(RunningPlatform platform, string user)
    {
        using var client = await platform.SignInAsync(user);
        return new LeadsTool(platform.Address, token: client.DefaultRequestHeaders.Authorization!.Parameter);
    }

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    public string Write(string file, string content)
    {
        File.WriteAllText(PathOf(file), content);
        return PathOf(file);
    }

    public Task<ToolRun> RunAsync(params string[] arguments) => RunAsync("", arguments);

    public async Task<ToolRun> RunAsync(string input, string[] arguments)
    {
        using var tool = Start(arguments);
        await tool.StandardInput.WriteAsync(input);
        tool.StandardInput.Close();
        return await EndAsync(tool);
    }

    /// <summary>Starts one that goes on until it is told to stop.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(LeadsApp).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("LEADS_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static async Task<ToolRun> EndAsync(Process tool)
    {
        using var limit = new CancellationTokenSource(Limit);
        var (output, errors) = (tool.StandardOutput.ReadToEndAsync(limit.Token), tool.StandardError.ReadToEndAsync(limit.Token));
        await tool.WaitForExitAsync(limit.Token);
        return new ToolRun(tool.ExitCode, await output, await errors);
    }

    /// <summary>As Ctrl+C does.</summary>
    public static async Task InterruptAsync(Process tool)
    {
        using var kill = Process.Start("kill", ["-INT", $"{tool.Id}"]);
        await kill.WaitForExitAsync();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<JsonElement> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    public ToolRun ShouldEndWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, new StringBuilder(Output).Append(Errors).ToString());
        return this;
    }
}
