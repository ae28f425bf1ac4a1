using LeadPlatform.Bench.Baselines;
using LeadPlatform.Bench.Load;
using LeadPlatform.Bench.Measuring;
using Spectre.Console;

namespace LeadPlatform.Bench.Capture;

/// <summary>The platform and its baselines, all running; one is loaded at a time.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly LeadLoad _leads = new();
    private readonly MeasuredPlatform _platform;
    private readonly BaselineProcess _plain;
    private readonly BaselineProcess _proxy;
    private readonly PgBench _pgbench;
    private readonly string _token;
    private readonly int _connections;

    private Stage(MeasuredPlatform platform, BaselineProcess plain, BaselineProcess proxy, PgBench pgbench, string token, int connections) =>
        (_platform, _plain, _proxy, _pgbench, _token, _connections) = (platform, plain, proxy, pgbench, token, connections);

    public static async Task<Stage> OpenAsync(int connections, CancellationToken cancellationToken)
    {
        AnsiConsole.WriteLine("Starting the platform and its baselines …");
        var platform = await MeasuredPlatform.StartAsync();
        var plain = await BaselineProcess.StartAsync(PlainApi.Name, cancellationToken);
        var tokenFile = Path.GetTempFileName();
        var proxy = await BaselineProcess.StartAsync(ProxyGateway.Name, cancellationToken, "--behind", plain.Address.AbsoluteUri, "--token", tokenFile);
        var token = await File.ReadAllTextAsync(tokenFile, cancellationToken);
        File.Delete(tokenFile);
        var pgbench = await PgBench.CreateAsync(platform.LeadsDatabase, cancellationToken);
        return new Stage(platform, plain, proxy, pgbench, token, connections);
    }

    public async Task WarmUpAsync(Seconds seconds, CancellationToken cancellationToken)
    {
        AnsiConsole.WriteLine("Warming up …");
        await RunAsync(seconds with { Plain = 2, Proxy = seconds.Warm, PgBench = 2, Platform = seconds.Warm }, cancellationToken, quietly: true);
    }

    public async Task<Round> RunAsync(Seconds seconds, CancellationToken cancellationToken, bool quietly = false)
    {
        var plain = await MeasureAsync("plain Kestrel", [new("api", _plain.Id)], quietly, () => PostAsync(_plain.Address, ("X-None", "-"), seconds.Plain, cancellationToken));
        var proxy = await MeasureAsync(
            "YARP with JWT", [new("gateway", _proxy.Id), new("api", _plain.Id)], quietly, () => PostAsync(_proxy.Address, ("Authorization", "Bearer " + _token), seconds.Proxy, cancellationToken));
        var pgbench = await MeasureAsync("pgbench", [_platform.Process("postgres")], quietly, () => _pgbench.RunAsync(TimeSpan.FromSeconds(seconds.PgBench), cancellationToken));
        var platform = await MeasureAsync(
            "the platform", _platform.Processes, quietly, () => _platform.CaptureAsync(_leads, _connections, TimeSpan.FromSeconds(seconds.Platform), cancellationToken));
        // What the captures left to do is done before anything else is measured.
        await _platform.DrainAsync(cancellationToken);
        return new Round(plain, proxy, pgbench, platform);
    }

    public IReadOnlyDictionary<string, long> Memory() => _platform.Processes.ToDictionary(process => process.Name, process => process.MemoryBytes());

    /// <summary>Leads acknowledged in all, and leads stored; equal, or something is lost or doubled.</summary>
    public async Task<(long Acknowledged, long Stored)> CheckStoredAsync(CancellationToken cancellationToken) => (_platform.Acknowledged, await _platform.CountLeadsAsync(cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _plain.DisposeAsync();
        _pgbench.Dispose();
        await _platform.DisposeAsync();
        _leads.Dispose();
    }

    private Task<LoadResult> PostAsync(Uri address, (string, string) credential, int seconds, CancellationToken cancellationToken) =>
        _leads.PostAsync(address, credential, _connections, TimeSpan.FromSeconds(seconds), cancellationToken);

    private static async Task<Run> MeasureAsync(string what, IReadOnlyList<ProcessTree> processes, bool quietly, Func<Task<LoadResult>> load)
    {
        var before = processes.ToDictionary(process => process.Name, process => process.Use());
        var result = await load();
        if (!quietly)
            AnsiConsole.WriteLine($"  {what}: {result.PerSecond:N0}/s, p99 {result.P99:0.0} ms");
        return new Run(result, processes.ToDictionary(process => process.Name, process => process.Use() - before[process.Name]));
    }
}
