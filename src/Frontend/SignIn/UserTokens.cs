using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Frontend.Gateway;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Frontend.SignIn;

/// <summary>Access tokens of signed-in users, renewed before they expire.</summary>
internal sealed partial class UserTokens(
    Sessions sessions, IHttpClientFactory clients, IOptionsMonitor<OpenIdConnectOptions> oidc, TimeProvider time, ILogger<UserTokens> logger)
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(1);

    /// <summary>A token that should be taken; null when the sign-in has ended.</summary>
    /// <param name="refused">A token the API did not take although it has not expired, so it is renewed now.</param>
    public async ValueTask<string?> GetAsync(string sessionKey, string? refused, CancellationToken cancellationToken)
    {
        if (sessions.Find(sessionKey) is not { } session)
            return null;
        if (IsGood(session.Tokens, refused))
            return session.Tokens.Access;

        await session.Renewal.WaitAsync(cancellationToken);
        try
        {
            return IsGood(session.Tokens, refused) ? session.Tokens.Access : await RenewAsync(sessionKey, session, cancellationToken);
        }
        finally
        {
            session.Renewal.Release();
        }
    }

    private bool IsGood(TokenSet tokens, string? refused) => tokens.Access != refused && tokens.ExpiresAt - RenewBefore > time.GetUtcNow();

    private async Task<string?> RenewAsync(string sessionKey, Session session, CancellationToken cancellationToken)
    {
        if (session.Tokens.Refresh is not { } refresh)
            return End(sessionKey);

        var options = oidc.Get(OpenIdConnectDefaults.AuthenticationScheme);
        var issuer = await options.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string?>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refresh,
            ["client_id"] = options.ClientId,
            ["client_secret"] = options.ClientSecret,
        });
        using var answer = await clients.CreateClient(GatewayExtensions.ClientName).PostAsync(new Uri(issuer.TokenEndpoint), form, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized)
            return End(sessionKey);

        answer.EnsureSuccessStatusCode();
        var renewed = await answer.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken) ?? throw new HttpRequestException("The token endpoint answered without a token.");
        session.Tokens = new TokenSet(renewed.AccessToken, renewed.RefreshToken ?? refresh, time.GetUtcNow() + TimeSpan.FromSeconds(renewed.ExpiresIn));
        return renewed.AccessToken;
    }

    private string? End(string sessionKey)
    {
        sessions.Remove(sessionKey);
        Log.SessionEnded(logger);
        return null;
    }

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("refresh_token")] string? RefreshToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);

    private static partial class Log
    {
        [LoggerMessage(EventId = 410, Level = LogLevel.Information, Message = "A session ended: its refresh token is not taken any more")]
        public static partial void SessionEnded(ILogger logger);
    }
}
