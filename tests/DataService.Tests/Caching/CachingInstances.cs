using LeadPlatform.Contracts.Access;
using LeadPlatform.DataService.Caching;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Publishing;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StackExchange.Redis;

namespace LeadPlatform.DataService.Tests.Caching;

/// <summary>Two instances of the service side by side on a database, a NATS and a Redis of their own.</summary>
internal sealed class CachingInstances : IAsyncDisposable
{
    private readonly RunningDataService _service;
    private ConnectionMultiplexer? _connection;

    private CachingInstances(RunningDataService service, RedisServer redis, ServiceFactory one, ServiceFactory other)
    {
        (_service, Redis, One, Other) = (service, redis, one, other);
        (Manager, OtherManager) = (Client(one, service.Issuer.Token(Roles.Manager)), Client(other, service.Issuer.Token(Roles.Manager)));
        Source = service.NewSource(one);
    }

    public RedisServer Redis { get; }

    public ServiceFactory One { get; }

    public ServiceFactory Other { get; }

    /// <summary>A manager at the one instance.</summary>
    public HttpClient Manager { get; }

    /// <summary>A manager at the other instance.</summary>
    public HttpClient OtherManager { get; }

    public SourceClient Source { get; }

    public NpgsqlDataSource Database => One.Services.GetRequiredService<NpgsqlDataSource>();

    /// <param name="otherRedis">What the other instance is told of Redis, where it is not the same.</param>
    public static async Task<CachingInstances> StartAsync(RunningDataService service, (string, string)[]? settings = null, string? otherRedis = null)
    {
        var redis = await RedisServer.StartAsync();
        (string, string)[] all =
        [
            ("ConnectionStrings:leads", await service.NewMigratedDatabaseAsync()), ("ConnectionStrings:nats", await service.NewNatsAsync()),
            ("ConnectionStrings:redis", redis.ConnectionString), ("LeadCache:RetryAfter", "00:00:00.1"), ("LeadCache:ReadTimeout", "00:00:02"), .. settings ?? [],
        ];
        var one = service.NewInstance(all);
        var other = service.NewInstance([.. all, ("ConnectionStrings:redis", otherRedis ?? redis.ConnectionString)]);
        var instances = new CachingInstances(service, redis, one, other);
        await instances.UntilConnectedAsync(one);
        if (otherRedis is null)
            await instances.UntilConnectedAsync(other);
        return instances;
    }

    public HttpClient Client(ServiceFactory instance, string token)
    {
        var client = instance.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    public HttpClient Agent(Guid agentId) => Client(One, _service.Issuer.Token(Roles.Agent, agentId: agentId));

    public Task PublishAsync(params OutgoingEvent[] events) => One.Services.GetRequiredService<EventPublisher>().PublishAsync(events, TestContext.Current.CancellationToken);

    public Task UntilConnectedAsync(ServiceFactory instance) => Eventually.HoldsAsync(() => instance.Services.GetRequiredService<RedisLinks>().Current is not null);

    public Task UntilLeftAloneAsync(ServiceFactory instance) => Eventually.HoldsAsync(() => instance.Services.GetRequiredService<RedisLinks>().Current is null);

    /// <summary>What Redis holds for the lead in the present epoch: an answer, a lease or nothing.</summary>
    public async Task<string> HeldAsync(Guid leadId) =>
        (byte[]?)await (await RedisAsync()).StringGetAsync(await KeyAsync(leadId)) switch { null => "nothing", [LeadSeal.Mark, ..] => "answer", _ => "lease" };

    public async Task<RedisKey> KeyAsync(Guid leadId) => LeadCache.Key((await (await RedisAsync()).StringGetAsync(RedisLink.EpochKey))!, leadId);

    public async Task<IDatabase> RedisAsync() => (await ConnectAsync()).GetDatabase();

    /// <summary>The keys of leads, whatever they hold.</summary>
    public async Task<byte[][]> ValuesAsync()
    {
        var connection = await ConnectAsync();
        var values = new List<byte[]>();
        await foreach (var key in connection.GetServers()[0].KeysAsync(pattern: "lead-cache:*:????????????????????????????????"))
        {
            if ((byte[]?)await connection.GetDatabase().StringGetAsync(key) is { } value)
                values.Add(value);
        }

        return [.. values];
    }

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Other.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
        await Redis.DisposeAsync();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync() => _connection ??= await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
}
