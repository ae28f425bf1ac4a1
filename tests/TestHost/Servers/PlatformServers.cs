using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Npgsql;
using Xunit;

namespace LeadPlatform.TestHost;

/// <summary>
/// PostgreSQL, Redis and NATS of a test assembly, started once on free ports with their data in a temporary directory:
/// <c>[assembly: AssemblyFixture(typeof(PlatformServers))]</c>. A server that is not installed fails every test with the sentence what to install.
/// </summary>
public class PlatformServers : IAsyncLifetime
{
    // A suite with hundreds of databases keeps a pool for each; idle connections go soon, and there is room for the rest.
    private const int MaxConnections = 500;
    private const string PoolSettings = "Maximum Pool Size=40;Connection Idle Lifetime=5;Connection Pruning Interval=2;Include Error Detail=true";

    private readonly TestApplication _application;
    private readonly IResourceBuilder<PostgresServerResource> _postgres;
    private readonly IResourceBuilder<RedisResource> _redis;
    private readonly IResourceBuilder<NatsServerResource> _nats;
    private string _postgresConnectionString = "";
    private int _databases;

    /// <summary>Describes the servers; they start with <see cref="InitializeAsync"/>.</summary>
    public PlatformServers()
        : this(durable: false)
    {
    }

    /// <summary>Describes the servers.</summary>
    /// <param name="durable">Whether PostgreSQL flushes its commits as in production; without it a commit is quicker and survives a crash of the server, but no power cut.</param>
    /// <param name="postgresArguments">Further ones for PostgreSQL's command line.</param>
    protected PlatformServers(bool durable, params string[] postgresArguments)
    {
        _application = new TestApplication("servers");
        var builder = _application.Builder;
        _postgres = builder.AddPostgres("postgres").WithArgs("-c", string.Create(CultureInfo.InvariantCulture, $"max_connections={MaxConnections}"));
        _postgres.WithArgs(postgresArguments);
        if (!durable)
            _postgres.WithArgs("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off");
        _redis = builder.AddRedis("redis");
        _nats = builder.AddNats("nats").WithJetStream();
        Postgres = new ServerHandle(_application, "postgres");
        Redis = new ServerHandle(_application, "redis");
        Nats = new ServerHandle(_application, "nats");
    }

    /// <summary>The shared PostgreSQL; a test that takes it away needs <see cref="PlatformServers"/> of its own.</summary>
    public ServerHandle Postgres { get; }

    /// <summary>The shared Redis; a test that takes it away needs <see cref="PlatformServers"/> of its own.</summary>
    public ServerHandle Redis { get; }

    /// <summary>The shared NATS; a test that takes it away uses <see cref="NewNatsAsync"/>.</summary>
    public ServerHandle Nats { get; }

    /// <summary>Redis, as StackExchange.Redis reads it. All tests share it: keys must be unique to the test.</summary>
    public string RedisConnectionString { get; private set; } = "";

    /// <summary>NATS with user and password, JetStream on. All tests share it: subjects, streams and consumers must be unique to the test.</summary>
    [SuppressMessage("Design", "CA1056", Justification = "It goes into connection strings.")]
    public string NatsUrl { get; private set; } = "";

    /// <summary>Starts the servers; done when all answer.</summary>
    /// <exception cref="DistributedApplicationException">One is not installed or does not start; the message says which and why.</exception>
    public virtual async ValueTask InitializeAsync()
    {
        await _application.StartAsync("postgres", "redis", "nats");
        _postgresConnectionString = await ConnectionStringAsync(_postgres);
        RedisConnectionString = await ConnectionStringAsync(_redis);
        NatsUrl = await ConnectionStringAsync(_nats);
    }

    /// <summary>Creates an empty database for one test and returns its connection string.</summary>
    /// <param name="prefix">The start of its name: lower case letters, digits and underscores.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> NewDatabaseAsync(string prefix, CancellationToken cancellationToken = default)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}_{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection($"{_postgresConnectionString};Database=postgres;Pooling=false");
        await connection.OpenAsync(cancellationToken);
#pragma warning disable CA2100 // A name can't be a parameter; it comes from the test itself.
        await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name}\"", connection);
#pragma warning restore CA2100
        await create.ExecuteNonQueryAsync(cancellationToken);
        return $"{_postgresConnectionString};Database={name};{PoolSettings}";
    }

    /// <summary>Starts a NATS server for one test, for streams of its own or to take it away.</summary>
    public Task<NatsServer> NewNatsAsync() => NatsServer.StartAsync();

    /// <summary>Stops the servers and deletes their data.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static async Task<string> ConnectionStringAsync(IResourceBuilder<IResourceWithConnectionString> server) =>
        await server.Resource.GetConnectionStringAsync() ?? throw new DistributedApplicationException($"'{server.Resource.Name}' has no connection string.");
}

/// <summary><see cref="PlatformServers"/> whose PostgreSQL flushes its commits as in production.</summary>
public sealed class DurablePlatformServers() : PlatformServers(durable: true);
