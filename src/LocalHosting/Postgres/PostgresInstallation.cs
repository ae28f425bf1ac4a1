using System.Globalization;
using Aspire.Hosting.Supervision;

namespace Aspire.Hosting.Postgres;

/// <summary>An installed PostgreSQL.</summary>
/// <param name="Directory">Where its programs are.</param>
internal sealed record PostgresInstallation(string Directory)
{
    // Debian keeps the servers of several versions side by side, outside of the PATH.
    private const string Versions = "/usr/lib/postgresql";

    public string Server => Path.Combine(Directory, "postgres");

    public string InitDb => Path.Combine(Directory, "initdb");

    /// <param name="version">The version that made existing data; null for the newest.</param>
    /// <exception cref="DistributedApplicationException">None is installed, or none of that version.</exception>
    public static PostgresInstallation Find(int? version)
    {
        var versions = !System.IO.Directory.Exists(Versions)
            ? []
            : new DirectoryInfo(Versions).EnumerateDirectories()
                .Where(directory => int.TryParse(directory.Name, NumberStyles.None, CultureInfo.InvariantCulture, out _) && File.Exists(Path.Combine(directory.FullName, "bin", "postgres")))
                .ToDictionary(directory => int.Parse(directory.Name, CultureInfo.InvariantCulture), directory => Path.Combine(directory.FullName, "bin"));

        if (version is { } wanted && versions.TryGetValue(wanted, out var exact))
            return new PostgresInstallation(exact);
        if (versions.Count > 0)
            return version is null
                ? new PostgresInstallation(versions.MaxBy(each => each.Key).Value)
                : throw new DistributedApplicationException(
                    $"The PostgreSQL data was made by version {version}, and installed is {string.Join(", ", versions.Keys)}. Install it (sudo apt-get install -y postgresql-{version}) or start with --fresh, which deletes the data.");

        // Links in the PATH may point away from the files that belong to the server.
        var server = new FileInfo(SystemProgram.Require("postgres", "postgresql"));
        return new PostgresInstallation(((server.ResolveLinkTarget(returnFinalTarget: true) as FileInfo) ?? server).DirectoryName!);
    }
}
