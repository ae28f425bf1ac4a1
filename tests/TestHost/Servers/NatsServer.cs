using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace LeadPlatform.TestHost;

/// <summary>A NATS server of one test, with JetStream.</summary>
public sealed class NatsServer : IAsyncDisposable
{
    private readonly TestApplication _application;

    private NatsServer(TestApplication application, string url)
    {
        _application = application;
        Url = url;
        Handle = new ServerHandle(application, "nats");
    }

    /// <summary>The address with user and password.</summary>
    [SuppressMessage("Design", "CA1056", Justification = "It goes into connection strings.")]
    public string Url { get; }

    /// <summary>Where its files lie, those of streams among them.</summary>
    public string DataDirectory => _application.DataDirectory;

    /// <summary>Takes the server away and brings it back.</summary>
    public ServerHandle Handle { get; }

    /// <summary>Stops the server and deletes its data.</summary>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    internal static async Task<NatsServer> StartAsync()
    {
        var application = new TestApplication("nats");
        try
        {
            var nats = application.Builder.AddNats("nats").WithJetStream();
            await application.StartAsync("nats");
            return new NatsServer(application, await ((IResourceWithConnectionString)nats.Resource).GetConnectionStringAsync() ?? "");
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }
}
