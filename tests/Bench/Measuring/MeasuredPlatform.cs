using LeadPlatform.Bench.Load;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;
using Npgsql;

namespace LeadPlatform.Bench.Measuring;

/// <summary>A running platform with an eye on its processes and its database.</summary>
internal sealed class MeasuredPlatform : IAsyncDisposable
{
    private static readonly string[] Resources = ["gateway", "dataservice", "orchestrator", "backend", "frontend", "postgres", "nats", "redis"];
    private static readonly string[] Unfinished = [.. LeadStatus.All.Where(status => !LeadStatus.IsOutcome(status))];
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(5);
    private readonly RunningPlatform _platform;
    private readonly NpgsqlDataSource _leads;

    private MeasuredPlatform(RunningPlatform platform)
    {
        _platform = platform;
        Processes = [.. Resources.Select(name => new ProcessTree(name, PlatformProcess.Of(platform, name).Id))];
        LeadsDatabase = platform.OwnersConnection("dataservice", "leads");
        _leads = NpgsqlDataSource.Create(LeadsDatabase);
    }

    public RunningPlatform Platform => _platform;

    public Uri Address => _platform.Address;

    public string LeadsDatabase { get; }

    public IReadOnlyList<ProcessTree> Processes { get; }

    /// <summary>Leads answered 201 so far, as the load counted them.</summary>
    public long Acknowledged { get; private set; }

    /// <param name="settings">For every service, as variables of its environment.</param>
    public static async Task<MeasuredPlatform> StartAsync(params (string Name, string Value)[] settings)
    {
        var platform = new RunningPlatform { Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value) };
        await platform.InitializeAsync();
        return new MeasuredPlatform(platform);
    }

    public ProcessTree Process(string name) => Processes.Single(process => process.Name == name);

    /// <summary>Posts leads as the demo publisher and counts those that were acknowledged.</summary>
    /// <param name="count">Counts refusals apart from other answers.</param>
    /// <param name="pause">Between two posts of a connection, on average.</param>
    public async Task<LoadResult> CaptureAsync(LeadLoad leads, int connections, TimeSpan duration, CancellationToken cancellationToken, bool count = false, TimeSpan pause = default)
    {
        var result = await leads.PostAsync(Address, ("X-Api-Key", RunningPlatform.DemoKey), connections, duration, cancellationToken, count, pause);
        Acknowledged += result.Ok;
        return result;
    }

    /// <summary>Waits until every lead has its outcome.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(DrainLimit);
        // By the index and up to the first: a count would take a sixth of the machine from what is measured.
        await using var command = _leads.CreateCommand("SELECT EXISTS (SELECT FROM lead WHERE status = ANY($1))");
        command.Parameters.Add(new NpgsqlParameter { Value = Unfinished });
        while ((bool)(await command.ExecuteScalarAsync(limit.Token))!)
            await Task.Delay(TimeSpan.FromMilliseconds(250), limit.Token);
    }

    public Task<long> CountUnfinishedAsync(CancellationToken cancellationToken) => CountAsync("SELECT count(*) FROM lead WHERE status = ANY($1)", [Unfinished], cancellationToken);

    public Task<long> CountLeadsAsync(CancellationToken cancellationToken) => CountAsync("SELECT count(*) FROM lead", [], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _leads.DisposeAsync();
        await _platform.DisposeAsync();
    }

    private async Task<long> CountAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = _leads.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
