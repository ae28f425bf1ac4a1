using System.Net;
using System.Net.Http.Headers;
using LeadPlatform.ApiGateway.Keys;
using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LeadPlatform.ApiGateway.Tests.Hosting;

/// <summary>The gateway over real HTTP, with an issuer and four services behind it that are real servers too.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private static readonly string[] ServiceNames = ["dataservice", "orchestrator", "backend", "frontend"];
    private readonly WebApplicationFactory<Program> _factory;

    private GatewayHost(
        WebApplicationFactory<Program> factory, TestIssuer issuer, KeyRegister keys, OriginRegister origins, Upstream dataService, Upstream orchestrator, Upstream backend, Upstream frontend)
    {
        _factory = factory;
        Issuer = issuer;
        DataService = dataService;
        Orchestrator = orchestrator;
        Backend = backend;
        Frontend = frontend;
        Keys = keys;
        Origins = origins;
    }

    public TestIssuer Issuer { get; }

    public Upstream DataService { get; }

    public Upstream Orchestrator { get; }

    public Upstream Backend { get; }

    public Upstream Frontend { get; }

    public KeyRegister Keys { get; }

    public OriginRegister Origins { get; }

    public Uri Address { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _factory.Services;

    public static async Task<GatewayHost> StartAsync(Dictionary<string, string?>? settings = null, TimeProvider? time = null, bool issuerAway = false)
    {
        var issuer = await TestIssuer.StartAsync();
        var services = await Task.WhenAll(ServiceNames.Select(Upstream.StartAsync));
        var all = new Dictionary<string, string?>(issuer.Settings)
        {
            ["Services:dataservice:http:0"] = services[0].Address,
            ["Services:orchestrator:http:0"] = services[1].Address,
            ["Services:backend:http:0"] = services[2].Address,
            ["Services:frontend:http:0"] = services[3].Address,
            // All tests come from one address.
            ["Limits:FailedCredentials:Burst"] = "100000",
            ["Limits:Anonymous:Burst"] = "100000",
            ["Limits:StreamsPerCaller"] = "1000",
        };
        if (issuerAway)
            (all["Identity:Backend"], all["WarmUp:Limit"]) = ("http://127.0.0.1:1/", "00:00:00");
        foreach (var (key, value) in settings ?? [])
            all[key] = value;

        var keys = new KeyRegister(issuer, services[2]);
        keys.Listen();
        var origins = new OriginRegister(services[2]);
        origins.Listen();
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseUrls("http://127.0.0.1:0");
            foreach (var (key, value) in all)
                host.UseSetting(key, value);
            if (time is not null)
                host.ConfigureTestServices(container => container.AddSingleton(time));
        });
        factory.UseKestrel();
        factory.StartServer();
        var addresses = factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var gateway = new GatewayHost(factory, issuer, keys, origins, services[0], services[1], services[2], services[3]) { Address = new Uri(addresses.First()) };
        gateway.Client = gateway.NewClient();
        if (!issuerAway)
            await Eventually.HoldsAsync(() => factory.Services.GetRequiredService<IssuerKeys>().AreRead || TryAgainSoon(time));
        await gateway.WarmAsync();
        return gateway;
    }

    /// <summary>Between two tries the gateway waits by a clock that may be in the test's hand.</summary>
    private static bool TryAgainSoon(TimeProvider? time)
    {
        (time as Microsoft.Extensions.Time.Testing.FakeTimeProvider)?.Advance(TimeSpan.FromMilliseconds(10));
        return false;
    }

    /// <summary>Waits until the gateway has asked its services what it asks before the first caller, and forgets those questions.</summary>
    private async Task WarmAsync()
    {
        var health = Services.GetRequiredService<HealthCheckService>();
        await Eventually.HoldsAsync(async () => (await health.CheckHealthAsync(check => check.Name == "warm-up")).Status == HealthStatus.Healthy);
        Keys.Forget();
        foreach (var service in new[] { DataService, Orchestrator, Backend, Frontend })
            service.Requests.Clear();
    }

    /// <summary>Changes a setting of the running gateway.</summary>
    public void Change(string key, string value)
    {
        var configuration = (IConfigurationRoot)Services.GetRequiredService<IConfiguration>();
        configuration[key] = value;
        configuration.Reload();
    }

    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    public HttpRequestMessage Request(HttpMethod method, string path, string? token = null, string? key = null, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
            request.Headers.Add("X-Api-Key", key);
        return request;
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token = null, string? key = null) => Client.SendAsync(Request(HttpMethod.Get, path, token, key));

    public async Task<HttpStatusCode> StatusAsync(string path, string? token = null, string? key = null)
    {
        using var answer = await GetAsync(path, token, key);
        return answer.StatusCode;
    }

    public string ManagerToken() => Issuer.Token(Roles.Manager);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
        foreach (var service in new[] { DataService, Orchestrator, Backend, Frontend })
            await service.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}

/// <summary>One gateway for all tests that leave it as it is.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    public GatewayHost Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await GatewayHost.StartAsync();

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
