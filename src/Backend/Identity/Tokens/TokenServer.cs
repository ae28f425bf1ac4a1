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
                    .SetDeviceAuthorizationEndpointUris("connect/device")
                    .SetEndUserVerificationEndpointUris(VerifyEndpoint.Path.TrimStart('/'))
                    .SetEndSessionEndpointUris("connect/logout")
                    .SetRevocationEndpointUris("connect/revoke")
                    .SetIntrospectionEndpointUris("connect/introspect");
                server.AllowClientCredentialsFlow().AllowAuthorizationCodeFlow().AllowDeviceAuthorizationFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes([.. GrantedScopes.OfSignIn, .. Scopes.All]);
                server.RegisterClaims(CallerClaims.Name, CallerClaims.Role, CallerClaims.Email, CallerClaims.AgentId, TokenPrincipal.Session);
                // Every service reads access tokens by itself; only codes and refresh tokens, which come back here, are encrypted.
                server.DisableAccessTokenEncryption().UseReferenceRefreshTokens();
                server.SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(2)).SetDeviceCodeLifetime(TimeSpan.FromMinutes(10)).SetUserCodeLifetime(TimeSpan.FromMinutes(10));
                // TLS ends at the gateway; the transport behind it is the deployment's matter.
                server.UseAspNetCore().DisableTransportSecurityRequirement()
                    .EnableTokenEndpointPassthrough().EnableAuthorizationEndpointPassthrough().EnableEndSessionEndpointPassthrough()
                    .EnableEndUserVerificationEndpointPassthrough().EnableErrorPassthrough();
                server.AddServerEvents();
            });
        builder.Services.AddOptions<OpenIddictServerOptions>().Configure<KeyRing, IOptions<IdentityOptions>, IOptions<TokenOptions>>(Configure);
        builder.Services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(services => services.GetRequiredService<KeyRing>());
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<KeyRing>(ValidateWithOwnKeys);
    }

    private static void Configure(OpenIddictServerOptions server, KeyRing keys, IOptions<IdentityOptions> identity, IOptions<TokenOptions> tokens)
    {
        server.Issuer = identity.Value.Issuer;
        server.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
        server.RefreshTokenLifetime = tokens.Value.Refresh;
        server.RefreshTokenReuseLeeway = tokens.Value.ReuseLeeway;
        server.SigningCredentials.AddRange(keys.Signing.Select(KeyMaterial.Credentials));
        server.EncryptionCredentials.AddRange(keys.Encryption.Select(key =>
            new EncryptingCredentials(key, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512)));
    }

    /// <summary>This service has the keys: it need not ask itself for its discovery document.</summary>
    private static void ValidateWithOwnKeys(JwtBearerOptions jwt, KeyRing keys)
    {
        jwt.Configuration = new OpenIdConnectConfiguration();
        jwt.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, kid, _) => keys.Signing.Where(key => key.KeyId == kid);
    }
}
