using System.Net.Http.Headers;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.DataService.Capture;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace LeadPlatform.Bench.Data.Measuring;

/// <summary>DataService itself, in this process so that its statements can be seen, on real HTTP.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    /// <summary>What contact values are indexed under.</summary>
    public const string PersonalDataKey = "a key for the bench, of more than 32 characters";

    /// <summary>What personal data is sealed under, 32 bytes in base64.</summary>
    public const string PlatformKey = "YSBrZXkgZm9yIHRoZSBiZW5jaCwgb2YgMzIgYnl0ZXM=";

    private readonly TestIssuer _issuer;
    private readonly Factory _service;
    private readonly HttpClient _http;

    private ServiceUnderTest(TestIssuer issuer, Factory service)
    {
        (_issuer, _service) = (issuer, service);
        _http = service.CreateClient();
    }

    public IServiceProvider Services => _service.Services;

    public static async Task<ServiceUnderTest> StartAsync(string database, string nats, string redis)
    {
        // Where the factory finds the service's settings; else it looks in the working directory.
        Environment.SetEnvironmentVariable("ASPNETCORE_TEST_CONTENTROOT_LEADPLATFORM_DATASERVICE", AppContext.BaseDirectory);
        var issuer = await TestIssuer.StartAsync();
        var service = new Factory(new Dictionary<string, string?>(issuer.Settings)
        {
            ["ConnectionStrings:leads"] = database,
            ["ConnectionStrings:nats"] = nats,
            ["ConnectionStrings:redis"] = redis,
            ["PersonalData:Key"] = PersonalDataKey,
            ["PlatformKeys:Keys:bench-1"] = PlatformKey,
            ["Models:Nightly"] = "false",
            ["Imports:Folder"] = Path.GetTempPath(),
            ["Logging:LogLevel:Default"] = "Error",
        });
        service.UseKestrel(0);
        service.StartServer();
        return new ServiceUnderTest(issuer, service);
    }

    public string Admin() => _issuer.Token(Roles.Admin);

    public string Manager() => _issuer.Token(Roles.Manager);

    public string Agent(Guid id) => _issuer.Token(Roles.Agent, agentId: id);

    public string Source(Guid id, Guid publisherId) => _issuer.Token(Roles.Source, sourceId: id, publisherId: publisherId);

    /// <summary>Asks as the holder of the token, and reads the whole answer.</summary>
    public Task<byte[]> GetAsync(string path, string token, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, token, cancellationToken);

    /// <inheritdoc cref="GetAsync"/>
    public Task<byte[]> PostAsync(string path, object? body, string token, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), token, cancellationToken);

    private async Task<byte[]> SendAsync(HttpMethod method, string path, HttpContent? content, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return answer.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{method} {path.Split('?')[0]} was answered {(int)answer.StatusCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    private sealed class Factory(Dictionary<string, string?> settings) : WebApplicationFactory<CaptureOptions>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
        }
    }
}
