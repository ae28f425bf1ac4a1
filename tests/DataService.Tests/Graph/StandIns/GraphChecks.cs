using System.Diagnostics;

namespace LeadPlatform.DataService.Tests.Graph.StandIns;

/// <summary>The Node project that has Neo4j's analyser and kuzu (tools/graph-checks), with its packages installed from the lock file when they are not.</summary>
internal static class GraphChecks
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>Starts a script of it; its streams are the caller's.</summary>
    public static async Task<Process> StartAsync(string script, params string[] arguments)
    {
        var folder = await Installed.Value;
        return Start("node", [Path.Combine(folder, script), .. arguments], folder);
    }

    private static async Task<string> InstallAsync()
    {
        var folder = Path.Combine(Root(), "tools", "graph-checks");
        var (wanted, stamp) = (await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json")), Path.Combine(folder, "node_modules", ".installed-lock"));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
            return folder;
        await RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"], folder);
        // The one script that is wanted: it copies the library that was built for this machine to its place.
        await RunAsync("node", ["install.js"], Path.Combine(folder, "node_modules", "kuzu"));
        await File.WriteAllTextAsync(stamp, wanted);
        return folder;
    }

    private static async Task RunAsync(string program, string[] arguments, string folder)
    {
        using var process = Start(program, arguments, folder);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {await output}{await error}");
    }

    private static Process Start(string program, IEnumerable<string> arguments, string folder) => Process.Start(
        new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LeadPlatform.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run within the repository.");
    }
}
