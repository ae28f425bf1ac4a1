using LeadPlatform.Contracts.Access;
using LeadPlatform.Frontend.Site;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Frontend.SignIn;

/// <summary>Sign-in of the console's users at the platform's issuer: code flow with PKCE, tokens kept on the server.</summary>
internal static class SignInExtensions
{
    private const string CookiePrefix = "lp-frontend-";

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IdentityOptions>().Validate(identity => !string.IsNullOrEmpty(identity.ClientSecret),
            "Identity:ClientSecret must be the secret of the OAuth client that the console signs in with.");
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddSingleton<UserTokens>();
        builder.Services.AddSingleton<SignInEvents>();
        builder.Services.AddAuthentication(options =>
        {
            options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
        }).AddCookie().AddOpenIdConnect();
        builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme).Configure<Sessions>(Cookie);
        builder.Services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<IOptions<IdentityOptions>, IHttpClientFactory>(OpenIdConnect);
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet("/console/sign-in", (string? to) => Results.LocalRedirect(to is ['/', not ('/' or '\\'), ..] ? to : "/console"));
        app.MapPost("/console/sign-out", SignOutAsync).DisableAntiforgery();
        app.MapGet("/sign-in-failed", () => ErrorPagesExtensions.Page(ErrorPageText.SignInFailed)).AllowAnonymous();
        app.MapGet("/signed-out", () => ErrorPagesExtensions.Page(ErrorPageText.SignedOut)).AllowAnonymous();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery) =>
        await antiforgery.IsRequestValidAsync(context)
            ? Results.SignOut(
                new AuthenticationProperties { RedirectUri = "/signed-out" },
                [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme])
            : ErrorPagesExtensions.Page(ErrorPageText.Unreadable);

    private static void Cookie(CookieAuthenticationOptions cookie, Sessions sessions)
    {
        cookie.SessionStore = sessions;
        cookie.Cookie.Name = CookiePrefix + "session";
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
        cookie.SlidingExpiration = true;
    }

    private static void OpenIdConnect(OpenIdConnectOptions oidc, IOptions<IdentityOptions> identity, IHttpClientFactory clients)
    {
        var issuer = identity.Value.Issuer!;
        oidc.ConfigurationManager = new GatewayMetadata(clients, issuer);
        // The gateway is reached inside the platform; browsers go to the issuer's own scheme.
        oidc.RequireHttpsMetadata = false;
        oidc.Backchannel = clients.CreateClient(Gateway.GatewayExtensions.ClientName);
        oidc.ClientId = identity.Value.ClientId ?? "frontend";
        oidc.ClientSecret = identity.Value.ClientSecret;
        oidc.ResponseType = "code";
        // A redirect by GET: it needs neither a script at the issuer nor cookies that cross sites.
        oidc.ResponseMode = "query";
        oidc.UsePkce = true;
        oidc.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        oidc.MapInboundClaims = false;
        oidc.SaveTokens = true;
        oidc.SignedOutRedirectUri = "/signed-out";
        foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.Name = CookiePrefix + (cookie == oidc.NonceCookie ? "nonce." : "correlation.");
        }

        oidc.Scope.Clear();
        foreach (var scope in ConsoleScopes)
            oidc.Scope.Add(scope);
        var name = issuer.AbsoluteUri.TrimEnd('/');
        oidc.TokenValidationParameters.ValidIssuers = [name, name + "/"];
        oidc.TokenValidationParameters.NameClaimType = CallerClaims.Name;
        oidc.TokenValidationParameters.RoleClaimType = CallerClaims.Role;
        oidc.EventsType = typeof(SignInEvents);
    }

    // What any user may have; the issuer grants those of the user's role.
    private static readonly string[] ConsoleScopes =
    [
        "openid", "profile", "offline_access",
        Scopes.LeadsRead, Scopes.LeadsWrite, Scopes.LeadsManage, Scopes.AgentsRead, Scopes.AgentsManage, Scopes.Imports, Scopes.Suppressions, Scopes.Sources, Scopes.Audit,
        Scopes.Admin,
    ];
}
