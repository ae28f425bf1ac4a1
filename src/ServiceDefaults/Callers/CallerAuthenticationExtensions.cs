using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Calls;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace LeadPlatform.ServiceDefaults.Callers;

/// <summary>Authentication of callers by the access tokens of Backend, and authorisation by permission: denied unless an endpoint says otherwise.</summary>
public static class CallerAuthenticationExtensions
{
    internal const string BackchannelName = "identity-backchannel";

    public static WebApplicationBuilder AddCallerAuthentication(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IdentityOptions>().BindConfiguration(IdentityOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHttpClient(BackchannelName);
        builder.AddRevocations();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<IdentityOptions>, IHttpClientFactory, RevocationList, TimeProvider>(Configure);

        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement()).Build());
        return builder;
    }

    /// <summary>After <see cref="ServiceDefaultsExtensions.UseServiceDefaults"/>, before any endpoint.</summary>
    public static WebApplication UseCallerAuthentication(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }

    private static void AddRevocations(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<ServiceTokens>();
        builder.Services.TryAddSingleton<IRevokedTokenReader, RevokedTokenClient>();
        builder.Services.AddSingleton<RevocationList>();
        builder.Services.AddHostedService<RevocationWatch>();
        // One short try at a time: the next one comes by itself.
#pragma warning disable EXTEXP0001 // The only way to leave out what the defaults add to every client.
        builder.Services.AddHttpClient(RevokedTokenClient.ClientName, http => http.Timeout = TimeSpan.FromSeconds(2)).RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
    }

    private static void Configure(JwtBearerOptions jwt, IOptions<IdentityOptions> identity, IHttpClientFactory clients, RevocationList revoked, TimeProvider time)
    {
        var issuer = identity.Value.Issuer!.AbsoluteUri.TrimEnd('/');
        jwt.TokenHandlers.Clear();
        jwt.TokenHandlers.Add(new RememberedTokens(revoked, time));
        jwt.MapInboundClaims = false;
        // Inside the platform Backend is reached by plain HTTP on loopback or through the mesh, which brings its own TLS.
        jwt.RequireHttpsMetadata = false;
        jwt.MetadataAddress = new Uri(identity.Value.Backend, ".well-known/openid-configuration").AbsoluteUri;
        // Keys are published for hours before they sign.
        jwt.AutomaticRefreshInterval = TimeSpan.FromMinutes(30);
        jwt.Backchannel = clients.CreateClient(BackchannelName);
        jwt.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuers = [issuer, issuer + "/"],
            ValidAudience = CallerClaims.Audience,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
            ValidTypes = ["at+jwt"],
            NameClaimType = CallerClaims.Name,
            RoleClaimType = CallerClaims.Role,
            ClockSkew = TimeSpan.FromSeconds(30),
        };
    }
}
