using LeadPlatform.Backend.Identity.Clients;
using LeadPlatform.Backend.Identity.Keys;
using LeadPlatform.Backend.Identity.Login;
using LeadPlatform.Backend.Identity.Tokens;
using LeadPlatform.Backend.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Backend.Identity;

/// <summary>Who may come in: users, clients, their tokens, and the page where a user signs in.</summary>
internal static class IdentityFeature
{
    public static WebApplicationBuilder AddIdentity(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TokenOptions>().BindConfiguration(TokenOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddScoped<ISeed, KeySeed>();
        builder.Services.AddScoped<ISeed, ClientSeed>();
        builder.Services.AddHostedService<TokenPruning>();
        builder.AddTokenServer();
        builder.AddUsers();
        return builder;
    }

    public static void MapIdentity(this WebApplication app)
    {
        app.MapPost("/connect/token", TokenEndpoint.HandleAsync).AllowAnonymous().DisableAntiforgery().DescribeTokenEndpoint();
        app.MapMethods("/connect/authorize", [HttpMethods.Get, HttpMethods.Post], AuthorizeEndpoint.HandleAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        app.MapMethods("/connect/logout", [HttpMethods.Get, HttpMethods.Post], EndSessionEndpoint.HandleAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        app.MapLogin();
        app.MapMe();
    }

    private static void AddUsers(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<PasswordSignIn>();
        builder.Services.AddIdentityCore<User>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                // Length is what counts; rules about kinds of characters only make passwords alike.
                identity.Password = new PasswordOptions
                {
                    RequiredLength = 10,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                };
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddEntityFrameworkStores<BackendDb>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        builder.Services.AddAuthentication().AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "leadplatform-identity";
            cookie.Cookie.Path = "/connect";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        });
        builder.Services.AddOptions<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<IOptions<TokenOptions>>((cookie, tokens) => cookie.ExpireTimeSpan = tokens.Value.Session);
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "leadplatform-login";
            antiforgery.Cookie.Path = "/connect";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.FormFieldName = "antiforgery";
        });
    }
}
