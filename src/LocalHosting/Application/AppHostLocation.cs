namespace Aspire.Hosting;

/// <summary>Where the AppHost stands on the disk.</summary>
internal static class AppHostLocation
{
    /// <summary>The nearest directory above the running program with a project file; the current directory where there is none.</summary>
    public static string ProjectDirectory() => Above(AppContext.BaseDirectory, directory => directory.EnumerateFiles("*.csproj").Any()) ?? Environment.CurrentDirectory;

    /// <summary>The nearest directory from <paramref name="projectDirectory"/> upwards that holds a repository or a solution; the directory itself where there is none.</summary>
    public static string RepositoryRoot(string projectDirectory) =>
        Above(projectDirectory, directory => Path.Exists(Path.Combine(directory.FullName, ".git")) || directory.EnumerateFiles("*.sln*").Any()) ?? projectDirectory;

    /// <summary>The build configuration of the running program, read from its place in <c>bin/{configuration}/{framework}</c>; <c>Debug</c> where it lies elsewhere.</summary>
    public static string BuildConfiguration() =>
        new DirectoryInfo(AppContext.BaseDirectory) is { Parent: { Parent.Name: "bin" } configuration } ? configuration.Name : "Debug";

    private static string? Above(string start, Func<DirectoryInfo, bool> fits)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
            if (fits(directory))
                return directory.FullName.TrimEnd(Path.DirectorySeparatorChar);
        return null;
    }
}
