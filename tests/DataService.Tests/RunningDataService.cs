using System.Net.Http.Headers;
using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Access;
using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Storage;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Publishing;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(LeadPlatform.DataService.Tests.RunningDataService))]

namespace LeadPlatform.DataService.Tests;

/// <summary>The service on its own port, with a PostgreSQL database and a NATS server of its own. Tests share it and tell their leads apart by source.</summary>
public sealed class RunningDataService : IAsyncLifetime
{
    private readonly PlatformServers _servers = new();
    private readonly System.Collections.Concurrent.ConcurrentBag<NatsServer> _ownServers = [];
    private readonly DirectoryInfo _imports = Directory.CreateTempSubdirectory("leadplatform-imports-");
    private TestIssuer _issuer = null!;
    private ServiceFactory _service = null!;

    public string Database { get; private set; } = "";

    public string NatsUrl => _servers.NatsUrl;

    public TestIssuer Issuer => _issuer;

    public IServiceProvider Services => _service.Services;

    public async ValueTask InitializeAsync()
    {
        await _servers.InitializeAsync();
        _issuer = await TestIssuer.StartAsync();
        Database = await _servers.NewDatabaseAsync("leads", TestContext.Current.CancellationToken);
        await MigrateAsync(Database);
        _service = new ServiceFactory(Settings(Database, _servers.NatsUrl));
        _service.UseKestrel(0);
        _service.StartServer();
    }

    /// <summary>A client of a publisher's source that nobody else uses.</summary>
    /// <param name="instance">Another instance of the service than the one the tests share.</param>
    public SourceClient NewSource(ServiceFactory? instance = null)
    {
        var (source, publisher) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var client = (instance ?? _service).CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _issuer.Token(Roles.Source, sourceId: source, publisherId: publisher));
        return new SourceClient(client, source, publisher);
    }

    /// <summary>A client with a token of a role.</summary>
    public HttpClient Client(string role, Guid? agentId = null, Guid? sourceId = null, Guid? publisherId = null) =>
        ClientWithToken(_issuer.Token(role, agentId: agentId, sourceId: sourceId, publisherId: publisherId));

    public HttpClient ClientWithToken(string? token)
    {
        var client = _service.CreateClient();
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public HttpClient Manager() => Client(Roles.Manager);

    /// <summary>Publishes events as another service would.</summary>
    public Task PublishAsync(params OutgoingEvent[] events) =>
        _service.Services.GetRequiredService<EventPublisher>().PublishAsync(events, TestContext.Current.CancellationToken);

    /// <summary>A second instance of the service on the same stores.</summary>
    public ServiceFactory NewInstance(params (string Key, string Value)[] settings)
    {
        var all = Settings(Database, _servers.NatsUrl);
        foreach (var (key, value) in settings)
            all[key] = value;
        var instance = new ServiceFactory(all);
        instance.UseKestrel(0);
        instance.StartServer();
        return instance;
    }

    public async Task<string> NewMigratedDatabaseAsync()
    {
        var database = await _servers.NewDatabaseAsync("leads", TestContext.Current.CancellationToken);
        await MigrateAsync(database);
        return database;
    }

    /// <summary>An instance on an empty database and a NATS server of its own: one that shared the stream would take the others' events.</summary>
    public async Task<ServiceFactory> NewInstanceOfItsOwnAsync() =>
        NewInstance(("ConnectionStrings:leads", await NewMigratedDatabaseAsync()), ("ConnectionStrings:nats", await NewNatsAsync()));

    /// <summary>The address of a NATS server that nobody else uses.</summary>
    public async Task<string> NewNatsAsync() => (await NewNatsServerAsync()).Url;

    /// <summary>A NATS server that nobody else uses, so that it can be taken away.</summary>
    public async Task<NatsServer> NewNatsServerAsync()
    {
        var nats = await _servers.NewNatsAsync();
        _ownServers.Add(nats);
        return nats;
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        if (_issuer is not null)
            await _issuer.DisposeAsync();
        foreach (var nats in _ownServers)
            await nats.DisposeAsync();
        await _servers.DisposeAsync();
        _imports.Delete(recursive: true);
    }

    /// <summary>An empty database.</summary>
    internal Task<string> NewDatabaseAsync() => _servers.NewDatabaseAsync("leads", TestContext.Current.CancellationToken);

    /// <param name="target">A migration to stop at; by default the newest.</param>
    internal static async Task MigrateAsync(string database, string? target = null)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var options = new DbContextOptionsBuilder<LeadsContext>();
        StorageExtensions.Configure(options, source);
        await using var context = new LeadsContext(options.Options);
        await context.Database.MigrateAsync(target, TestContext.Current.CancellationToken);
        if (target is null)
            await new ServiceRole(ServiceLogin.Name, ServiceLogin.Password).GrantAsync(context.Database, TestContext.Current.CancellationToken);
    }

    /// <summary>What an instance is configured with.</summary>
    internal Dictionary<string, string> Settings(string database, string nats) => new(_issuer.Settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value!)))
    {
        ["ConnectionStrings:leads"] = database,
        ["ConnectionStrings:nats"] = nats,
        ["ConnectionStrings:redis"] = _servers.RedisConnectionString,
        ["PersonalData:Key"] = "a key for tests, of more than 32 characters",
        ["PlatformKeys:Keys:test-1"] = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        ["Outbox:SweepAfter"] = "00:00:00.5",
        ["Outbox:SweepInterval"] = "00:00:00.3",
        ["Imports:Folder"] = _imports.FullName,
        ["Models:Nightly"] = "false",
        ["Vectors:FollowInterval"] = "00:00:00.1",
        ["Erasures:Folder"] = Path.Combine(_imports.FullName, "erasures"),
        ["Logging:LogLevel:Default"] = "Warning",
    };
}

/// <summary>Hosts the service's own Program on real HTTP, under the role that owns nothing.</summary>
public sealed class ServiceFactory(IReadOnlyDictionary<string, string> settings) : WebApplicationFactory<CaptureOptions>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in settings)
            builder.UseSetting(key, key == "ConnectionStrings:leads" ? ServiceLogin.To(value) : value);
    }
}
