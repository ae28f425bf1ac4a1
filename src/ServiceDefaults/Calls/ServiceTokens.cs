using System.Net.Http.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ServiceDefaults.Calls;

/// <summary>This service's own access token, by client credentials.</summary>
internal sealed class ServiceTokens(IHttpClientFactory clients, IOptions<IdentityOptions> identity, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _one = new(1, 1);
    private Held? _held;

    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } token)
            return token;

        await _one.WaitAsync(cancellationToken);
        try
        {
            return Fresh() ?? await FetchAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The token was refused (a restart with new keys, say): fetch another one.</summary>
    public void Forget(string token)
    {
        if (_held?.Token == token)
            _held = null;
    }

    public void Dispose() => _one.Dispose();

    private string? Fresh() => _held is { } held && held.Until > time.GetUtcNow() ? held.Token : null;

    private async Task<string> FetchAsync(CancellationToken cancellationToken)
    {
        var options = identity.Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = options.ClientId ?? throw new InvalidOperationException("Identity:ClientId is not set: this service can't ask for a token of its own."),
            ["client_secret"] = options.ClientSecret ?? throw new InvalidOperationException("Identity:ClientSecret is not set: this service can't ask for a token of its own."),
            ["scope"] = Scopes.Platform,
        });
        using var http = clients.CreateClient(CallerAuthenticationExtensions.BackchannelName);
        using var answer = await http.PostAsync(new Uri(options.Backend, "connect/token"), form, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var token = await answer.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken)
            ?? throw new InvalidOperationException("The token endpoint answered without a token.");
        _held = new Held(token.AccessToken, time.GetUtcNow() + TimeSpan.FromSeconds(token.ExpiresIn) - RenewBefore);
        return token.AccessToken;
    }

    private sealed record Held(string Token, DateTimeOffset Until);

    private sealed record TokenAnswer([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
