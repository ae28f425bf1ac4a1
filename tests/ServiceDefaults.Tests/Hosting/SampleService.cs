using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadPlatform.ServiceDefaults.Tests.Hosting;

/// <summary>A service with the defaults and nothing else: one endpoint for readers of leads, one for everybody, one that breaks.</summary>
internal sealed class SampleService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly int _managementPort;

    private SampleService(WebApplication app, TestIssuer issuer, int managementPort) => (_app, Issuer, _managementPort) = (app, issuer, managementPort);

    public TestIssuer Issuer { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>The public port.</summary>
    public HttpClient Public { get; private set; } = null!;

    /// <summary>The internal port.</summary>
    public HttpClient Internal { get; private set; } = null!;

    public static async Task<SampleService> StartAsync(Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null, params (string Key, string Value)[] settings)
    {
        var issuer = await TestIssuer.StartAsync();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var port = FreePort();
        builder.Configuration.AddInMemory(issuer.Settings);
        builder.Configuration["Management:Port"] = $"{port}";
        builder.Configuration["Management:Address"] = "127.0.0.1";
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.AddServiceDefaults();
        builder.AddCallerAuthentication();
        builder.Logging.ClearProviders();
        configure?.Invoke(builder);
        var app = builder.Build();
        var service = new SampleService(app, issuer, port);
        app.UseServiceDefaults();
        app.UseCallerAuthentication();
        app.MapGet("/open", () => "open").AllowAnonymous();
        app.MapGet("/leads", () => "leads").RequirePermission(Permission.ReadLeads);
        app.MapGet("/unsaid", () => "unsaid");
        app.MapGet("/broken", IResult () => throw new InvalidOperationException("of ada@example.com")).AllowAnonymous();
        app.MapPost("/things", (Thing thing) => thing).AllowAnonymous();
        map?.Invoke(app);
        await app.StartAsync();
        service.Public = new HttpClient { BaseAddress = new Uri(app.Urls.First(url => !url.EndsWith($":{port}", StringComparison.Ordinal))) };
        service.Internal = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        return service;
    }

    /// <summary>GET with a token, right or wrong; without one where null.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Public.SendAsync(request);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        Internal.Dispose();
        await _app.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal sealed record Thing(string Name, int Count);
}
