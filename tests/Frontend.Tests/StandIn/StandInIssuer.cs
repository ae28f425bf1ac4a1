using System.Collections.Concurrent;
using System.Security.Cryptography;
using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadPlatform.Frontend.Tests.StandIn;

/// <summary>The issuer of the stand-in: code flow with PKCE for one user, whoever <see cref="User"/> is at that time; no password is asked.</summary>
public sealed class StandInIssuer(StandInGateway gateway)
{
    public const string ClientSecret = "frontend-test-secret";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "stand-in" };
    private readonly ConcurrentDictionary<string, (StandInUser User, string Challenge, string Nonce, string Redirect)> _codes = new();
    private readonly ConcurrentDictionary<string, StandInUser> _refresh = new();
    private readonly ConcurrentDictionary<string, StandInUser> _access = new();

    /// <summary>Who signs in next.</summary>
    public StandInUser User { get; set; } = StandInUser.Manager;

    /// <summary>Of the access tokens handed out from now on.</summary>
    public TimeSpan AccessLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Takes back every token, as a restart of the platform with new keys does.</summary>
    public void RevokeAccess() => _access.Clear();

    public void RevokeRefresh() => _refresh.Clear();

    /// <summary>A token without the detour of a sign-in.</summary>
    public string AccessTokenOf(StandInUser user)
    {
        var token = $"access-{Guid.NewGuid():N}";
        _access[token] = user;
        return token;
    }

    /// <summary>Who a request's bearer token stands for.</summary>
    public StandInUser? Of(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.Ordinal) && _access.TryGetValue(header[7..], out var user) ? user : null;

    public void Map(WebApplication app)
    {
        app.MapGet("/.well-known/openid-configuration", context => context.Response.WriteAsJsonAsync(new Dictionary<string, object>
        {
            ["issuer"] = gateway.Address + "/",
            // Addresses as a service behind the gateway would see them: whoever reads them must put them on their own road.
            ["authorization_endpoint"] = "http://inner.invalid/connect/authorize",
            ["token_endpoint"] = "http://inner.invalid/connect/token",
            ["end_session_endpoint"] = "http://inner.invalid/connect/logout",
            ["jwks_uri"] = "http://inner.invalid/.well-known/jwks",
        }));
        app.MapGet("/.well-known/jwks", context =>
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.Rsa.ExportParameters(false)) { KeyId = _key.KeyId });
            return context.Response.WriteAsJsonAsync(new { keys = new[] { new { kty = key.Kty, kid = key.Kid, n = key.N, e = key.E, use = "sig", alg = "RS256" } } });
        });
        app.MapGet("/connect/authorize", Authorize);
        app.MapPost("/connect/token", TokenAsync);
        app.MapGet("/connect/logout", context =>
        {
            context.Response.Redirect($"{context.Request.Query["post_logout_redirect_uri"]}?state={Uri.EscapeDataString(context.Request.Query["state"].ToString())}");
            return Task.CompletedTask;
        });
        app.MapGet("/v1/me", context => Of(context.Request) is { } user
            ? context.Response.WriteAsJsonAsync(new { sub = user.Subject, name = user.Name, role = user.Role, agentId = user.AgentId, scopes = TestToken.ScopesOf(user.Role).Split(' ') })
            : StandInGateway.ProblemAsync(context, 401, "unauthenticated", "Send a valid credential."));
    }

    private Task Authorize(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["client_id"] != "frontend" || query["response_type"] != "code" || query["code_challenge_method"] != "S256" || query["redirect_uri"] != gateway.Address + "/signin-oidc")
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync("Not a request of the console.");
        }

        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (User, query["code_challenge"].ToString(), query["nonce"].ToString(), query["redirect_uri"].ToString());
        context.Response.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}&iss={Uri.EscapeDataString(gateway.Address + "/")}");
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (form["client_id"] != "frontend" || form["client_secret"] != ClientSecret)
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsJsonAsync(new { error = "invalid_client" });
            return;
        }

        StandInUser? user = null;
        string? nonce = null;
        if (form["grant_type"] == "authorization_code" && _codes.TryRemove(form["code"].ToString(), out var code)
            && code.Challenge == Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) && code.Redirect == form["redirect_uri"])
            (user, nonce) = (code.User, code.Nonce);
        else if (form["grant_type"] == "refresh_token" && _refresh.TryRemove(form["refresh_token"].ToString(), out var known))
            user = known;
        if (user is null)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsJsonAsync(new { error = "invalid_grant" });
            return;
        }

        var (access, refresh) = ($"access-{Guid.NewGuid():N}", $"refresh-{Guid.NewGuid():N}");
        (_access[access], _refresh[refresh]) = (user, user);
        await context.Response.WriteAsJsonAsync(new Dictionary<string, object?>
        {
            ["access_token"] = access,
            ["refresh_token"] = refresh,
            ["token_type"] = "Bearer",
            ["expires_in"] = (int)AccessLifetime.TotalSeconds,
            ["id_token"] = IdToken(user, nonce),
        });
    }

    private string IdToken(StandInUser user, string? nonce) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = gateway.Address + "/",
        Audience = "frontend",
        Claims = new Dictionary<string, object> { [CallerClaims.Subject] = user.Subject, [CallerClaims.Name] = user.Name, ["nonce"] = nonce ?? "" },
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
    });
}

public sealed record StandInUser(string Subject, string Name, string Role, Guid? AgentId = null)
{
    public static StandInUser Manager { get; } = new("user-manager", "Morgan Reyes", Roles.Manager);

    public static StandInUser Agent { get; } = new("user-agent", "Avery Brooks", Roles.Agent, StandInAgents.Avery);
}
