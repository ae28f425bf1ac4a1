namespace LeadPlatform.Deploy.Tests.Programs;

/// <summary>Node projects of the repository, with their packages installed from the lock file when they are not, or when it has changed.</summary>
internal static class NodeTools
{
    public const string Checks = "tools/deploy-checks";

    private static readonly Dictionary<string, Task> Installed = [];

    public static async Task<ProgramRun> RunAsync(string project, string script, IEnumerable<string> arguments, string? input = null)
    {
        await InstallAsync(project);
        return await ProgramRun.OfAsync("node", [Repository.Path($"{project}/{script}"), .. arguments], input);
    }

    public static async Task<string> FileAsync(string project, string file)
    {
        await InstallAsync(project);
        return Repository.Path($"{project}/node_modules/{file}");
    }

    public static Task InstallAsync(string project)
    {
        lock (Installed)
            return Installed.TryGetValue(project, out var installing) ? installing : Installed[project] = InstallOnceAsync(project);
    }

    private static async Task InstallOnceAsync(string project)
    {
        var wanted = Repository.Read($"{project}/package-lock.json");
        var stamp = Repository.Path($"{project}/node_modules/.installed-lock");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
            return;
        await ProgramRun.OutputAsync("npm", ["ci", "--prefix", Repository.Path(project), "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]);
        await File.WriteAllTextAsync(stamp, wanted);
    }
}
