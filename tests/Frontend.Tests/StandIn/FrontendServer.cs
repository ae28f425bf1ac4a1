using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.Frontend.Tests.StandIn;

/// <summary>The Frontend on a real port, behind a stand-in of the gateway.</summary>
public sealed class FrontendServer : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> _factory;

    private FrontendServer(StandInGateway gateway, WebApplicationFactory<Program> factory) => (Gateway, _factory) = (gateway, factory);

    public StandInGateway Gateway { get; }

    /// <summary>The gateway's address: what a browser opens.</summary>
    public string Address => Gateway.Address;

    public IServiceProvider Services => _factory.Services;

    public static async Task<FrontendServer> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, int port = 0)
    {
        var gateway = await StandInGateway.StartAsync(port);
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            // As it is run for people: in Development files are neither compressed nor kept by browsers.
            host.UseEnvironment("Production");
            host.UseSetting("Logging:LogLevel:Default", "Error");
            host.UseUrls("http://127.0.0.1:0");
            host.UseSetting("Identity:Issuer", gateway.Address);
            host.UseSetting("Identity:ClientSecret", StandInIssuer.ClientSecret);
            host.UseSetting("Forms:SourceKey", StandInLeads.SourceKey);
            host.UseSetting("services:gateway:http:0", gateway.Address);
            // The tests are as quick as machines, and all come from one address.
            host.UseSetting("Forms:Checks:MinimumTime", "00:00:00");
            host.UseSetting("Forms:Checks:FreePerAddress", "100000");
            host.UseSetting("Forms:Checks:MostPerAddress", "100000");
            foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
                host.UseSetting(key, value);
        });
        factory.UseKestrel();
        factory.StartServer();
        gateway.ForwardTo(factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new FrontendServer(gateway, factory);
    }

    /// <summary>A client that keeps cookies and follows no redirect.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
