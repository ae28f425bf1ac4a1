using LeadPlatform.Backend.Identity.Account;
using LeadPlatform.Backend.Identity.Clients;
using LeadPlatform.Backend.Identity.Keys;
using LeadPlatform.Backend.Identity.Login;
using LeadPlatform.Backend.Identity.Recovery;
using LeadPlatform.Backend.Identity.Revocation;
using LeadPlatform.Backend.Identity.Sessions;
using LeadPlatform.Backend.Identity.Tokens;
using LeadPlatform.Backend.Identity.Users;
using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadPlatform.Backend.Identity;

/// <summary>Who may come in: users, clients, their tokens, and the pages where users sign in.</summary>
internal static class IdentityFeature
{
    public static WebApplicationBuilder AddIdentity(this WebApplicationBuilder builder)
    {
        builder.AddPlatformKeys();
        builder.Services.AddOptions<TokenOptions>().BindConfiguration(TokenOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<KeyOptions>().BindConfiguration(KeyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddScoped<ISeed, KeySeed>();
        builder.Services.AddSingleton<KeyRotation>();
        builder.Services.AddHostedService(services => services.GetRequiredService<KeyRotation>());
        builder.Services.AddScoped<ISeed, ClientSeed>();
        builder.Services.AddScoped<ConfiguredClients>();
        builder.Services.AddScoped<UserSessions>();
        builder.Services.AddScoped<Revoking>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IRevokedTokenReader, RevokedTokenTable>());
        builder.Services.AddHostedService<TokenPruning>();
        builder.AddTokenServer();
        builder.AddUserSignIn();
        return builder;
    }

    /// <summary>Reads what tokens are signed with, before anything asks for it.</summary>
    public static async Task LoadIdentityAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        await app.Services.GetRequiredService<PlatformKeyRing>().LoadAsync(cancellationToken);
        await app.Services.GetRequiredService<KeyRing>().LoadAsync(cancellationToken);
    }

    public static void MapIdentity(this WebApplication app)
    {
        app.MapPost("/connect/token", TokenEndpoint.HandleAsync).AllowAnonymous().NotAudited("tokens come of a session, which has its entry").DisableAntiforgery().DescribeTokenEndpoint();
        app.MapMethods("/connect/authorize", [HttpMethods.Get, HttpMethods.Post], AuthorizeEndpoint.HandleAsync).AllowAnonymous().NotAudited("tokens come of a session, which has its entry").DisableAntiforgery().ExcludeFromDescription();
        app.MapMethods("/connect/logout", [HttpMethods.Get, HttpMethods.Post], EndSessionEndpoint.HandleAsync).AllowAnonymous().NotAudited("an entry is written where a session ends").DisableAntiforgery().ExcludeFromDescription();
        app.MapMethods(VerifyEndpoint.Path, [HttpMethods.Get, HttpMethods.Post], VerifyEndpoint.HandleAsync).AllowAnonymous().NotAudited("an entry is written where a session starts").DisableAntiforgery().ExcludeFromDescription();
        app.MapLogin();
        app.MapMe();
        app.MapSessions();
        app.MapUsers();
        app.MapNewPasswords();
        app.MapForgot();
        app.MapConfirmEmail();
        app.MapAccount();
        app.MapRevocations();
    }
}
