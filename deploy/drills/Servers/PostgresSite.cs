using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Aspire.Hosting;
using Aspire.Hosting.Data;
using Aspire.Hosting.Logs;
using Aspire.Hosting.Postgres;
using Aspire.Hosting.Supervision;

namespace LeadPlatform.Drills.Servers;

/// <summary>
/// A temporary directory with real PostgreSQL servers in it, run with what the AppHost runs its own with: as user postgres where this is root, ended with this process.
/// Everything is deleted in the end.
/// </summary>
internal sealed class PostgresSite : IAsyncDisposable
{
    private const long MaxLogBytes = 20_000_000;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leadplatform-drill-");
    private readonly SpawnThread _thread = new();
    private readonly List<PostgresInstance> _instances = [];
    private readonly Launcher _launcher;
    private readonly PosixAccount? _account;
    private readonly PostgresInstallation _installation = PostgresInstallation.Find(version: null);

    /// <exception cref="DistributedApplicationException">PostgreSQL is not installed.</exception>
    public PostgresSite()
    {
        _launcher = new Launcher(_thread);
        _account = Environment.IsPrivilegedProcess
            ? PosixAccount.Find("postgres") ?? throw new DistributedApplicationException("PostgreSQL does not run as root and there is no user postgres. Install it: sudo apt-get install -y postgresql")
            : null;
        // The user postgres passes through to its own directories.
        DataDirectory.CreatePassThrough(DirectoryOf("log"));
        File.SetUnixFileMode(_directory.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        Archive = NewDirectory("archive");
    }

    /// <summary>Where the servers put finished segments of their log, away from their data.</summary>
    public string Archive { get; }

    /// <summary>Of the superuser of all servers here.</summary>
    public string Password { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public string DirectoryOf(string name) => Path.Combine(_directory.FullName, name);

    /// <summary>Makes a directory that belongs to the servers' user, closed to others.</summary>
    public string NewDirectory(string name)
    {
        var path = DirectoryOf(name);
        DataDirectory.CreateClosed(path);
        _account?.Own(path);
        return path;
    }

    /// <summary>Makes an empty server; it does not run yet.</summary>
    public async Task<PostgresInstance> NewServerAsync(string name, CancellationToken cancellationToken)
    {
        var instance = Add(name);
        var passwordFile = Path.Combine(NewDirectory(name + "-secret"), "password");
        await File.WriteAllTextAsync(passwordFile, Password, cancellationToken);
        _account?.Own(passwordFile);
        await RunAsync("initdb", ["-D", instance.DataDirectory, "-U", PostgresInstance.User, "--pwfile", passwordFile, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions"], cancellationToken);
        File.Delete(passwordFile);
        return instance;
    }

    /// <summary>Copies a running server's data, while it goes on working.</summary>
    /// <param name="options">Further ones of pg_basebackup.</param>
    public Task BackUpAsync(PostgresInstance from, string directory, IReadOnlyList<string> options, CancellationToken cancellationToken) =>
        RunAsync("pg_basebackup", ["-h", "127.0.0.1", "-p", $"{from.Port}", "-U", PostgresInstance.User, "-D", directory, "--checkpoint=fast", "--no-password", .. options], cancellationToken);

    /// <summary>A server with an empty directory of its name, into which the caller puts its data.</summary>
    public PostgresInstance Add(string name, int? port = null)
    {
        var instance = new PostgresInstance(name, NewDirectory(name), port ?? FreePort(), this);
        _instances.Add(instance);
        return instance;
    }

    /// <summary>Runs one of the programs of PostgreSQL or of the system to its end, as the servers' user.</summary>
    /// <exception cref="InvalidOperationException">It fails; the message has its last lines.</exception>
    public async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var log = NewLog(program);
        var path = Path.Combine(_installation.Directory, program);
        using var process = await StartAsync(program, new ProcessSpec(File.Exists(path) ? path : program, arguments), log, cancellationToken);
        await using var killing = cancellationToken.Register(process.Kill);
        var code = await process.Exited;
        cancellationToken.ThrowIfCancellationRequested();
        if (code != 0)
            throw new InvalidOperationException($"{program} ended with {code}: {string.Join(' ', log.Tail(5).Select(line => line.Text))}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
            await instance.DisposeAsync();
        _thread.Dispose();
        _directory.Delete(recursive: true);
    }

    internal Task<ChildProcess> StartServerAsync(string name, IReadOnlyList<string> arguments, ResourceLog log, CancellationToken cancellationToken) =>
        // Fast shutdown: sessions are ended, nothing is lost.
        StartAsync(name, new ProcessSpec(_installation.Server, arguments) { StopSignal = Signal.Interrupt }, log, cancellationToken);

    internal ResourceLog NewLog(string name) => new(new LogFile(Path.Combine(_directory.FullName, "log", name + ".log"), MaxLogBytes), TimeProvider.System);

    private Task<ChildProcess> StartAsync(string name, ProcessSpec spec, ResourceLog log, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>(PostgresCluster.Variables) { ["PGPASSWORD"] = Password };
        return _launcher.StartAsync(name, spec with { Account = _account, Environment = variables }, log, cancellationToken);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
