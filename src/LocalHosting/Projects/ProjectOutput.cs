using System.Text.RegularExpressions;

namespace Aspire.Hosting.Projects;

/// <summary>Finds what the build made of a project, without asking the build.</summary>
internal static partial class ProjectOutput
{
    private const string Shared = "Directory.Build.props";

    /// <returns>The full path of the program.</returns>
    /// <exception cref="DistributedApplicationException">The project is not built in that configuration.</exception>
    public static string Find(string projectPath, string configuration)
    {
        var output = new DirectoryInfo(Path.Combine(Path.GetDirectoryName(projectPath)!, "bin", configuration));
        var file = AssemblyName(projectPath) + ".dll";
        var program = !output.Exists ? null : output.EnumerateDirectories().Select(framework => new FileInfo(Path.Combine(framework.FullName, file)))
            .Where(candidate => candidate.Exists).MaxBy(candidate => candidate.LastWriteTimeUtc);
        return program?.FullName ?? throw new DistributedApplicationException(
            $"{projectPath} is not built: {Path.Combine(output.FullName, "*", file)} is missing. Build it: dotnet build {projectPath} -c {configuration}");
    }

    /// <summary>The name of the assembly, from the project or the nearest shared properties above it; else that of the project file.</summary>
    private static string AssemblyName(string projectPath)
    {
        var project = Path.GetFileNameWithoutExtension(projectPath);
        for (var directory = new DirectoryInfo(Path.GetDirectoryName(projectPath)!); directory is not null; directory = directory.Parent)
            foreach (var file in new[] { projectPath, Path.Combine(directory.FullName, Shared) })
                if (File.Exists(file) && Declaration().Match(File.ReadAllText(file)) is { Success: true } declared)
                    return declared.Groups[1].Value.Replace("$(MSBuildProjectName)", project, StringComparison.Ordinal).Trim();
        return project;
    }

    [GeneratedRegex("<AssemblyName>([^<]+)</AssemblyName>")]
    private static partial Regex Declaration();
}
