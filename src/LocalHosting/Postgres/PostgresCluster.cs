using System.Globalization;
using Aspire.Hosting.Data;
using Aspire.Hosting.Supervision;

namespace Aspire.Hosting.Postgres;

/// <summary>The files of a PostgreSQL server.</summary>
internal sealed class PostgresCluster(string serverDirectory, PosixAccount? account)
{
    private const UnixFileMode OwnerReads = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
        ["LC_ALL"] = "C.UTF-8",
        ["HOME"] = "/tmp",
    };

    public string Directory { get; } = Path.Combine(serverDirectory, "cluster");

    /// <summary>The major version that made the files; null where there are none.</summary>
    public int? Version => File.Exists(VersionFile) ? int.Parse(File.ReadAllText(VersionFile).Split('.')[0], CultureInfo.InvariantCulture) : null;

    private string VersionFile => Path.Combine(Directory, "PG_VERSION");

    /// <summary>Makes the files. An interrupted attempt leaves nothing that is taken for a cluster.</summary>
    public async Task CreateAsync(PostgresInstallation installation, PostgresServerResource server, Launch launch, CancellationToken cancellationToken)
    {
        var unfinished = Directory + ".new";
        if (System.IO.Directory.Exists(unfinished))
            System.IO.Directory.Delete(unfinished, recursive: true);

        var passwordFile = Path.Combine(serverDirectory, "password");
        try
        {
            await WritePasswordAsync(passwordFile, server, cancellationToken);
            List<string> arguments =
            [
                "-D", unfinished, "-U", await server.UserNameReference.GetValueAsync(cancellationToken) ?? "postgres", "--pwfile", passwordFile,
                "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions",
            ];

            // Who runs the server without flushing has no use for a flushed beginning.
            if (launch.Arguments.Contains("fsync=off"))
                arguments.Add("--no-sync");

            var logStart = launch.Log.Position;
            using var initDb = await launch.Launcher.StartAsync(
                server.Name, new ProcessSpec(installation.InitDb, arguments) { Account = account, Environment = Variables }, launch.Log, cancellationToken);
            await using (cancellationToken.Register(initDb.Kill))
                if (await initDb.Exited is var code and not 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    throw new DistributedApplicationException(
                        $"initdb of '{server.Name}' ended {ExitCodeText.Of(code)}: {string.Join(' ', launch.Log.Tail(3, logStart).Select(line => line.Text))}");
                }
        }
        finally
        {
            File.Delete(passwordFile);
        }

        System.IO.Directory.Move(unfinished, Directory);
    }

    /// <summary>Ends a server that still works on these files and was recorded nowhere, and removes the trace of one that is gone.</summary>
    public async Task EndLeftoverAsync(CancellationToken cancellationToken)
    {
        var trace = Path.Combine(Directory, "postmaster.pid");
        if (!File.Exists(trace) || !int.TryParse((await File.ReadAllLinesAsync(trace, cancellationToken)).FirstOrDefault(), CultureInfo.InvariantCulture, out var processId))
            return;

        // The server works in its own directory: whoever has that number and works elsewhere is somebody else.
        for (var waited = TimeSpan.Zero; ProcFs.WorkingDirectory(processId) == Directory; waited += TimeSpan.FromMilliseconds(100))
        {
            if (waited == TimeSpan.Zero)
                Signal.Interrupt.SendTo(processId);
            if (waited == Grace)
                Signal.Kill.SendTo(processId);
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }

        File.Delete(trace);
    }

    private async Task WritePasswordAsync(string path, PostgresServerResource server, CancellationToken cancellationToken)
    {
        File.Delete(path);
        await using (var file = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerReads }))
            await file.WriteAsync(await server.PasswordParameter.GetValueAsync(cancellationToken));
        account?.Own(path);
    }
}
