using System.Diagnostics;

namespace LeadPlatform.Infra.Tests;

/// <summary>Where things lie, and programs run there.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    /// <summary>Runs a program that must succeed, and returns what it printed.</summary>
    public static async Task<string> RunAsync(string program, string[] arguments, string directory, (string Name, string Value)[]? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Path(directory), RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables ?? [])
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{await output}{await errors}");
        return await output;
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "LeadPlatform.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException($"No LeadPlatform.sln above {AppContext.BaseDirectory}.");
    }
}
