using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace LeadPlatform.TestHost;

/// <summary>A Redis server of one test. It keeps its data over a restart, as in production.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly TestApplication _application;

    private RedisServer(TestApplication application, string connectionString)
    {
        _application = application;
        ConnectionString = connectionString;
        Handle = new ServerHandle(application, "redis");
    }

    /// <summary>As StackExchange.Redis reads it.</summary>
    public string ConnectionString { get; }

    /// <summary>Takes the server away and brings it back.</summary>
    public ServerHandle Handle { get; }

    public static async Task<RedisServer> StartAsync()
    {
        var application = new TestApplication("redis");
        try
        {
            var redis = application.Builder.AddRedis("redis").WithDataVolume();
            await application.StartAsync("redis");
            return new RedisServer(application, await ((IResourceWithConnectionString)redis.Resource).GetConnectionStringAsync() ?? "");
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server and deletes its data.</summary>
    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
