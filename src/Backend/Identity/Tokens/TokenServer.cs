using LeadPlatform.Backend.Identity.Keys;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using Scopes = LeadPlatform.Contracts.Access.Scopes;

namespace LeadPlatform.Backend.Identity.Tokens;

/// <summary>The OAuth 2 / OpenID Connect server, by OpenIddict.</summary>
internal static class TokenServer
{
    public static void AddTokenServer(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<BackendDb>().ReplaceDefaultEntities<Guid>())
            .AddServer(server =>
            {
                server.SetTokenEndpointUris("connect/token")
                    .SetAuthorizationEndpointUris("connect/authorize")
                    .SetEndSessionEndpointUris("connect/logout")
                    .SetRevocationEndpointUris("connect/revoke");
                server.AllowClientCredentialsFlow().AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes([.. GrantedScopes.OfSignIn, .. Scopes.All]);
                server.RegisterClaims(CallerClaims.Name, CallerClaims.Role, CallerClaims.Email, CallerClaims.AgentId);
                // Every service reads access tokens by itself; only codes and refresh tokens, which come back here, are encrypted.
                server.DisableAccessTokenEncryption().UseReferenceRefreshTokens();
                server.SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(2)).SetRefreshTokenReuseLeeway(TimeSpan.FromSeconds(15));
                // TLS ends at the gateway; the transport behind it is the deployment's matter.
                server.UseAspNetCore().DisableTransportSecurityRequirement()
                    .EnableTokenEndpointPassthrough().EnableAuthorizationEndpointPassthrough().EnableEndSessionEndpointPassthrough();
                server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.UseInlineHandler(SendBrowsersToIssuer).SetOrder(int.MaxValue - 1000));
            });
        builder.Services.AddOptions<OpenIddictServerOptions>().Configure<KeyRing, IOptions<IdentityOptions>, IOptions<TokenOptions>>(Configure);
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<KeyRing>(ValidateWithOwnKeys);
    }

    private static void Configure(OpenIddictServerOptions server, KeyRing keys, IOptions<IdentityOptions> identity, IOptions<TokenOptions> tokens)
    {
        server.Issuer = identity.Value.Issuer;
        server.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
        server.RefreshTokenLifetime = tokens.Value.Refresh;
        server.SigningCredentials.AddRange(keys.Signing.Select(key => new SigningCredentials(key, SecurityAlgorithms.RsaSha256)));
        server.EncryptionCredentials.AddRange(keys.Encryption.Select(key =>
            new EncryptingCredentials(key, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512)));
    }

    /// <summary>This service has the keys: it need not ask itself for its discovery document.</summary>
    private static void ValidateWithOwnKeys(JwtBearerOptions jwt, KeyRing keys)
    {
        jwt.Configuration = new OpenIdConnectConfiguration();
        jwt.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, kid, _) => keys.Signing.Where(key => key.KeyId == kid);
    }

    /// <summary>
    /// A service reads this document at Backend's inner address, and gets the inner addresses of what it calls itself. A browser can only
    /// go to the public one, which is the issuer.
    /// </summary>
    private static ValueTask SendBrowsersToIssuer(HandleConfigurationRequestContext context)
    {
        var issuer = context.Options.Issuer!;
        context.AuthorizationEndpoint = new Uri(issuer, "connect/authorize");
        context.EndSessionEndpoint = new Uri(issuer, "connect/logout");
        return default;
    }
}
