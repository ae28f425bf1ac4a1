using LeadPlatform.Contracts.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.TestHost;

/// <summary>
/// Stands in for Backend's identity where a service only validates tokens: a real HTTP server on loopback with a discovery document, a key set
/// and a token endpoint, that mints access tokens of any claims, right or wrong ones.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    /// <summary>The client that <see cref="Settings"/> hand to a service.</summary>
    public const string ClientId = "test-service";

    public const string ClientSecret = "test-service-secret";

    private readonly WebApplication _app;
    private readonly SigningKey _stranger = new();
    private readonly System.Collections.Concurrent.ConcurrentQueue<Guid> _revoked = new();
    private volatile SigningKey _key = new();

    private TestIssuer(WebApplication app) => _app = app;

    /// <summary>Issuer of its tokens, and its address: <c>http://127.0.0.1:PORT</c>, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Configuration of a service that trusts this issuer, for a <c>WebApplicationFactory</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Identity:Issuer"] = Address,
        ["Identity:Backend"] = Address + "/",
        ["Identity:ClientId"] = ClientId,
        ["Identity:ClientSecret"] = ClientSecret,
        ["Identity:RevocationInterval"] = "00:00:01",
    };

    public static async Task<TestIssuer> StartAsync(CancellationToken cancellationToken = default)
    {
        // Empty: neither the environment nor an appsettings.json of the service under test reaches it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var issuer = new TestIssuer(builder.Build());
        IssuerEndpoints.Map(issuer._app, issuer);
        await issuer._app.StartAsync(cancellationToken);
        issuer.Address = issuer._app.Urls.First();
        return issuer;
    }

    /// <summary>Mints a right token; <paramref name="scopes"/> default to what the platform gives to the role.</summary>
    public string Token(
        string role,
        string? scopes = null,
        Guid? agentId = null,
        Guid? sourceId = null,
        Guid? publisherId = null,
        string? subject = null,
        string? name = null) =>
        Token(new TestToken(role, scopes ?? TestToken.ScopesOf(role))
        {
            AgentId = agentId,
            SourceId = sourceId,
            PublisherId = publisherId,
            Subject = subject ?? sourceId?.ToString() ?? Guid.CreateVersion7().ToString(),
            Name = name,
        });

    /// <summary>Mints any token, wrong ones too.</summary>
    public string Token(TestToken token)
    {
        var key = _key;
        var payload = Payload(token);
        return token.Forgery switch
        {
            TokenForgery.AlgorithmNone => SigningKey.Content("none", key.Id, token.Type, payload) + ".",
            TokenForgery.OtherKey => _stranger.Rs256(key.Id, token.Type, payload),
            TokenForgery.PublicKeyAsSecret => SigningKey.Hs256(key.PublicPem(), key.Id, token.Type, payload),
            TokenForgery.ChangedPayload => Changed(key, token, payload),
            _ => key.Rs256(key.Id, token.Type, payload),
        };
    }

    /// <summary>Replaces the signing key; tokens of the former one are no longer valid once a reader has fetched the key set anew.</summary>
    public void RotateKey() => _key = new SigningKey();

    /// <summary>Readers refuse that token once they have asked again, every second by <see cref="Settings"/>.</summary>
    public void Revoke(string token)
    {
        var payload = System.Text.Json.JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;
        _revoked.Enqueue(payload.GetProperty(RevokedTokens.IdClaim).GetGuid());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _stranger.Dispose();
        _key.Dispose();
    }

    internal IReadOnlyList<Guid> Revoked => [.. _revoked];

    internal Dictionary<string, string> PublicJwk() => _key.PublicJwk();

    private Dictionary<string, object> Payload(TestToken token)
    {
        var payload = new Dictionary<string, object>
        {
            ["iss"] = token.Issuer ?? Address,
            ["aud"] = token.Audience,
            ["iat"] = token.IssuedAt.ToUnixTimeSeconds(),
            ["nbf"] = token.IssuedAt.ToUnixTimeSeconds(),
            ["exp"] = (token.IssuedAt + token.Lifetime).ToUnixTimeSeconds(),
            ["jti"] = Guid.CreateVersion7().ToString("N"),
            [RevokedTokens.IdClaim] = Guid.CreateVersion7().ToString(),
            [CallerClaims.Subject] = token.Subject,
            [CallerClaims.Role] = token.Role,
            [CallerClaims.Scope] = token.Scopes,
        };
        Add(CallerClaims.Name, token.Name);
        Add(CallerClaims.AgentId, token.AgentId?.ToString());
        Add(CallerClaims.SourceId, token.SourceId?.ToString());
        Add(CallerClaims.PublisherId, token.PublisherId?.ToString());
        return payload;

        void Add(string claim, string? value)
        {
            if (value is not null)
                payload[claim] = value;
        }
    }

    private static string Changed(SigningKey key, TestToken token, Dictionary<string, object> payload)
    {
        var signature = key.Rs256(key.Id, token.Type, payload).Split('.')[2];
        payload[CallerClaims.Scope] = token.Scopes + " " + Scopes.Platform;
        return $"{SigningKey.Content("RS256", key.Id, token.Type, payload)}.{signature}";
    }
}
