using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Data;

/// <summary>
/// The directory that holds everything the application leaves on the disk: <c>.data</c> in the repository, or what the setting <c>data</c> names.
/// </summary>
internal sealed class DataDirectory(IConfiguration configuration, string appHostDirectory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Servers that run as another user pass through to their own directories, which are closed again.
    private const UnixFileMode PassThrough = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The directory, as a full path.</summary>
    public string Root => Path.GetFullPath(configuration["data"] is { Length: > 0 } given ? given : Path.Combine(AppHostLocation.RepositoryRoot(appHostDirectory), ".data"));

    public string ParameterFile => Path.Combine(Root, "parameters.json");

    public string LockFile => Path.Combine(Root, "lock");

    /// <summary>What outlives a restart, one directory for each volume.</summary>
    public string Volumes => Path.Combine(Root, "volumes");

    /// <summary>What is deleted at each start and stop, one directory for each server without a volume.</summary>
    public string Scratch => Path.Combine(Root, "scratch");

    /// <summary>The output of the processes.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>A record of each running process.</summary>
    public string Processes => Path.Combine(Root, "processes");

    public void Create() => Directory.CreateDirectory(Root, PassThrough);

    public static void CreateClosed(string directory) => Directory.CreateDirectory(directory, OwnerOnly);

    public static void CreatePassThrough(string directory) => Directory.CreateDirectory(directory, PassThrough);

    /// <summary>Deletes what <see cref="Scratch"/> holds, or all data too where <paramref name="everything"/> is set; touches nothing else in the directory.</summary>
    public void Clear(bool everything)
    {
        LinkedDirectory.Delete(Scratch);
        if (!everything)
            return;

        LinkedDirectory.Delete(Volumes);
        LinkedDirectory.Delete(Logs);
        File.Delete(ParameterFile);
    }
}
