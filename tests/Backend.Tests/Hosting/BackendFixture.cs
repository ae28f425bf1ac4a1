using System.Collections.Concurrent;
using LeadPlatform.Backend.Agents;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;
using Npgsql;

[assembly: AssemblyFixture(typeof(BackendFixture))]

namespace LeadPlatform.Backend.Tests.Hosting;

/// <summary>
/// The servers, and one instance that most tests share, started by the first that asks. The demo agents have no licence here, so that a test's leads go to
/// the test's agents: each test takes a state and line of its own from <see cref="NewTerritory"/>.
/// </summary>
public sealed class BackendFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    private int _territory = -1;
    private BackendHost? _host;

    public PlatformServers Servers { get; } = new();

    public BackendData Data { get; private set; } = null!;

    public BackendHost Host => _host!;

    /// <summary>What the instance publishes.</summary>
    public EventLog Events { get; private set; } = null!;

    public DataServiceStub DataService { get; } = new();

    /// <summary>A state and line that no other test uses.</summary>
    public (string State, string Line) NewTerritory()
    {
        var next = Interlocked.Increment(ref _territory);
        return (UsState.StatesAndDistrict[next % UsState.StatesAndDistrict.Count], Line.All[next / UsState.StatesAndDistrict.Count]);
    }

    public ValueTask InitializeAsync() => Servers.InitializeAsync();

    /// <summary>A database as <c>migrate</c> leaves it in that environment: migrated once, copied for each test.</summary>
    public async Task<string> NewDatabaseAsync(string environment)
    {
        var template = await _templates.GetOrAdd(environment, _ => new Lazy<Task<string>>(() => MigratedAsync(environment))).Value;
        var connection = await Servers.NewDatabaseAsync("backend");
        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        var from = new NpgsqlConnectionStringBuilder(template).Database;
        await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Database = "postgres", Pooling = false }.ConnectionString);
        await server.OpenAsync();
        await ExecuteAsync(server, $"drop database {name}");
        await ExecuteAsync(server, $"create database {name} template {from}");
        // Of the rights, those on the database itself are not copied.
        await ExecuteAsync(server, $"revoke temporary on database {name} from public");
        return connection;
    }

    public async Task StartAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_host is not null)
                return;
            await DataService.StartAsync();
            Data = await BackendData.CreateAsync(this, events: true);
            await Data.ExecuteAsync("delete from licence");
            _host = BackendHost.Start(Data.With(("services:dataservice:http:0", DataService.Address)));
            Events = await EventLog.StartAsync(_host);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<string> MigratedAsync(string environment)
    {
        // Not pooled: a database that somebody is connected to can't be copied.
        var connection = new NpgsqlConnectionStringBuilder(await Servers.NewDatabaseAsync("template")) { Pooling = false }.ConnectionString;
        await BackendData.MigrateAsync(BackendData.SettingsFor(connection, Servers.NatsUrl), environment);
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection server, string sql)
    {
        await using var command = new NpgsqlCommand(sql, server);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await Events.DisposeAsync();
            await _host.DisposeAsync();
            await Data.DisposeAsync();
        }

        await DataService.DisposeAsync();
        await Servers.DisposeAsync();
        Directory.Delete(BackendData.MailFolder, recursive: true);
        _one.Dispose();
    }
}

/// <summary>A test on the shared instance.</summary>
public abstract class BackendTest(BackendFixture shared) : IAsyncLifetime
{
    protected BackendFixture Shared => shared;

    protected BackendHost Host => shared.Host;

    protected BackendData Data => shared.Data;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await shared.StartAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
