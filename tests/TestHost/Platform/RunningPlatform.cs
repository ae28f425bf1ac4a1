using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using Xunit;

namespace LeadPlatform.TestHost;

/// <summary>
/// The whole platform, started as a user would: the AppHost as a process of its own on a free port, with empty data in a temporary directory. Its project must be
/// built in the configuration of the tests (test projects refer to it without its assembly).
/// </summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    /// <summary>The API key of the demo source.</summary>
    public const string DemoKey = "demo-source-key";

    public const string DemoPassword = "Demo-pass-1";

    /// <summary>Known to the tests so that they can walk the console's sign-in themselves.</summary>
    public const string FrontendSecret = "a-secret-of-the-console-for-tests-only";

    private const string OwnersPassword = "of-the-owner-for-tests-only";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leadplatform-");
    private readonly StringBuilder _output = new();
    private readonly int _port = FreePort();
    private TaskCompletionSource _ready = new();
    private Process? _appHost;

    /// <summary>Settings that every service gets as variables of its environment (<c>Captures__BatchSize</c>). Default: none.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The assembly that is started. Default: of the repository that the tests belong to.</summary>
    public string AppHost { get; init; } = AppHostOfTheTests();

    /// <summary>Where users and publishers reach it: <c>http://localhost:PORT/</c>.</summary>
    public Uri Address => new($"http://localhost:{_port}/");

    /// <summary>Passwords, data and logs.</summary>
    public string DataDirectory => _directory.FullName;

    /// <summary>What the terminal has shown so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>From the start of the process to Ready.</summary>
    public TimeSpan StartedIn { get; private set; }

    /// <summary>The connection string of PostgreSQL's superuser, who owns the databases, to the one of a service.</summary>
    public string OwnersConnection(string service, string database) =>
        new NpgsqlConnectionStringBuilder(PlatformProcess.Of(this, service).Variable($"ConnectionStrings__{database}")) { Username = "postgres", Password = OwnersPassword }.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        // PostgreSQL runs as another user where the tests run as root; it passes through to its own directory.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_directory.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        await StartAsync();
    }

    public async Task StartAsync()
    {
        var started = Stopwatch.GetTimestamp();
        _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "exec", AppHost, "--port", $"{_port}", "--data", DataDirectory })
            start.ArgumentList.Add(argument);
        start.Environment["Parameters__frontend-secret"] = FrontendSecret;
        start.Environment["Parameters__postgres-password"] = OwnersPassword;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;
        _appHost = new Process { StartInfo = start, EnableRaisingEvents = true };
        _appHost.OutputDataReceived += (_, line) => Read(line.Data);
        _appHost.ErrorDataReceived += (_, line) => Read(line.Data);
        _appHost.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The AppHost ended before it was ready:\n{Output}"));
        _appHost.Start();
        _appHost.BeginOutputReadLine();
        _appHost.BeginErrorReadLine();
        try
        {
            await _ready.Task.WaitAsync(StartLimit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The platform was not ready within {StartLimit}:\n{Output}");
        }

        StartedIn = Stopwatch.GetElapsedTime(started);
    }

    /// <summary>The process that all others descend from.</summary>
    public int ProcessId => _appHost!.Id;

    /// <summary>Stops it as Ctrl+C does, and returns how long that took.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var started = Stopwatch.GetTimestamp();
        if (_appHost is { HasExited: false } appHost)
        {
            using var signal = Process.Start("kill", ["-TERM", $"{appHost.Id}"]);
            await signal.WaitForExitAsync();
            using var limit = new CancellationTokenSource(StopLimit);
            await appHost.WaitForExitAsync(limit.Token);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Kills the AppHost alone, with no chance to clean up.</summary>
    public async Task KillAppHostAsync()
    {
        _appHost!.Kill(entireProcessTree: false);
        await _appHost.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _appHost?.Dispose();
        _directory.Delete(recursive: true);
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (line.StartsWith("Ready", StringComparison.Ordinal))
            _ready.TrySetResult();
    }

    /// <summary>Where the AppHost of a checkout is, built in the configuration of the tests.</summary>
    public static string AppHostOf(string root) =>
        Path.Combine(Path.GetFullPath(root), "src", "AppHost", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "LeadPlatform.AppHost.dll");

    private static string AppHostOfTheTests()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LeadPlatform.sln")))
                return AppHostOf(folder.FullName);
        }

        throw new InvalidOperationException("The repository's root is not above the tests.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
