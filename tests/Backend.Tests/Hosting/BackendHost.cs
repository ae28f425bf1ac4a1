using System.Net.Http.Headers;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadPlatform.Backend.Tests.Hosting;

/// <summary>One instance of the service over real HTTP, on the database and NATS server of a <see cref="BackendData"/>.</summary>
public sealed class BackendHost : WebApplicationFactory<Program>
{
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly string _environment;
    private readonly TimeProvider? _time;

    private BackendHost(IReadOnlyDictionary<string, string> settings, string environment, TimeProvider? time)
    {
        (_settings, _environment, _time) = (settings, environment, time);
        UseKestrel(0);
    }

    /// <summary><c>http://127.0.0.1:PORT</c>.</summary>
    public Uri Address { get; private set; } = null!;

    public static BackendHost Start(
        IReadOnlyDictionary<string, string> settings, string environment = "Development", TimeProvider? time = null)
    {
        var host = new BackendHost(settings, environment, time);
        try
        {
            host.StartServer();
            host.Address = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>A client without cookies that follows no redirect, with a token of that role.</summary>
    public HttpClient As(string role, Guid? agentId = null) => With(this.Mint(role, agentId: agentId));

    public HttpClient With(string? token)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>Asks the token endpoint as a service of the platform does.</summary>
    public async Task<string> ServiceTokenAsync(string name = "gateway")
    {
        using var http = With(null);
        using var answer = await http.PostAsync("/connect/token", Form(("grant_type", "client_credentials"), ("client_id", name), ("client_secret", BackendData.SecretOf(name)), ("scope", Scopes.Platform)));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Dictionary<string, System.Text.Json.JsonElement>>())!["access_token"].GetString()!;
    }

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        foreach (var (key, value) in _settings.Where(setting => setting.Key != BackendData.OwnerSetting))
            builder.UseSetting(key, value);
        if (_time is not null)
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(_time)));
    }
}
