using LeadPlatform.Bench.Load;
using LeadPlatform.Bench.Measuring;
using LeadPlatform.TestHost;

namespace LeadPlatform.Bench.Versus;

/// <summary>One of two platforms, and what it did in its turns.</summary>
internal sealed class Contestant : IAsyncDisposable
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private readonly RunningPlatform _platform;
    private readonly ProcessTree _processes;
    private readonly List<LoadResult> _turns = [];
    private double _cpuSeconds;

    private Contestant(string name, RunningPlatform platform) => (Name, _platform, _processes) = (name, platform, new ProcessTree(name, platform.ProcessId));

    public string Name { get; }

    public LoadResult Last => _turns[^1];

    /// <summary>Posts that were not captured: refused, failed, broken off.</summary>
    public long NotCaptured => _turns.Sum(turn => turn.Refused + turn.Failed + turn.Broken);

    /// <summary>Of all its processes while it was its turn, stores included: seconds for 1,000 leads.</summary>
    public double CpuOfThousand => _cpuSeconds / _turns.Sum(turn => turn.Ok) * 1000;

    /// <param name="directory">A checkout; null for the one of this bench.</param>
    /// <param name="settings"><c>NAME=VALUE</c>.</param>
    public static async Task<Contestant> StartAsync(string name, string? directory, IEnumerable<string> settings)
    {
        var named = settings.Select(setting => setting.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        var platform = directory is null ? new RunningPlatform { Settings = named } : new RunningPlatform { Settings = named, AppHost = RunningPlatform.AppHostOf(directory) };
        await platform.InitializeAsync();
        return new Contestant(name, platform);
    }

    public Task WarmUpAsync(LeadLoad leads, int connections, CancellationToken cancellationToken) => CaptureAsync(leads, connections, WarmUp, cancellationToken);

    public async Task TakeTurnAsync(LeadLoad leads, int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        var before = _processes.Use();
        _turns.Add(await CaptureAsync(leads, connections, duration, cancellationToken));
        _cpuSeconds += (_processes.Use() - before).CpuSeconds;
    }

    /// <summary>Leads a second of its turns.</summary>
    /// <param name="quantile">0 to 1; 0.5 is the median. Between two turns what lies between them.</param>
    public double PerSecond(double quantile)
    {
        var sorted = _turns.Select(turn => turn.PerSecond).Order().ToArray();
        var (whole, part) = ((int)(quantile * (sorted.Length - 1)), quantile * (sorted.Length - 1) % 1);
        return part == 0 ? sorted[whole] : sorted[whole] + (part * (sorted[whole + 1] - sorted[whole]));
    }

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    private Task<LoadResult> CaptureAsync(LeadLoad leads, int connections, TimeSpan duration, CancellationToken cancellationToken) =>
        leads.PostAsync(_platform.Address, ("X-Api-Key", RunningPlatform.DemoKey), connections, duration, cancellationToken);
}
