using LeadPlatform.Backend.Identity.Account;
using LeadPlatform.Backend.Identity.Recovery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PlatformIdentity = LeadPlatform.ServiceDefaults.Callers.IdentityOptions;

namespace LeadPlatform.Backend.Identity.Login;

/// <summary>Users, by ASP.NET Core Identity, and the cookies of this server's own pages.</summary>
internal static class UserSignInExtensions
{
    private const string CookiePath = "/connect";
    private static readonly TimeSpan HalfSignedIn = TimeSpan.FromMinutes(10);

    public static void AddUserSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddScoped<SignedIn>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<UserMails>();
        services.AddScoped<NewPassword>();
        services.AddScoped<AccountGate>();
        services.AddIdentityCore<User>(Configure)
            .AddUserStore<UserStore>()
            .AddSignInManager<UserSignIn>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<InvitationTokens>(InvitationTokens.Provider);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = UserMails.ResetLifetime);
        services.AddScoped(provider => (UserSignIn)provider.GetRequiredService<SignInManager<User>>());
        services.TryAddScoped<IPasskeyHandler<User>, PasskeyHandler<User>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<PlatformIdentity>>(ConfigurePasskeys);
        AddCookies(services);
    }

    private static void Configure(IdentityOptions identity)
    {
        identity.Stores.SchemaVersion = IdentityModel.Version;
        identity.User.RequireUniqueEmail = true;
        // The user name is the address, and addresses have more than the usual characters.
        identity.User.AllowedUserNameCharacters = "";
        identity.SignIn.RequireConfirmedEmail = true;
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
    }

    /// <summary>The browser knows the platform by its public address, whatever this service is reached at.</summary>
    private static void ConfigurePasskeys(IdentityPasskeyOptions passkeys, IOptions<PlatformIdentity> identity)
    {
        var issuer = identity.Value.Issuer!;
        passkeys.ServerDomain = issuer.Host;
        passkeys.ResidentKeyRequirement = "required";
        passkeys.UserVerificationRequirement = "required";
        passkeys.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && context.Origin == issuer.GetLeftPart(UriPartial.Authority));
    }

    private static void AddCookies(IServiceCollection services)
    {
        services.AddAuthentication()
            .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
            {
                cookie.Cookie.Name = "leadplatform-identity";
                Protect(cookie.Cookie);
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie =>
            {
                cookie.Cookie.Name = "leadplatform-sign-in";
                cookie.ExpireTimeSpan = HalfSignedIn;
                Protect(cookie.Cookie);
            });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<IOptions<TokenOptions>>((cookie, tokens) => cookie.ExpireTimeSpan = tokens.Value.Session);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "leadplatform-login";
            antiforgery.Cookie.Path = CookiePath;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.FormFieldName = "antiforgery";
        });
    }

    private static void Protect(CookieBuilder cookie)
    {
        cookie.Path = CookiePath;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }
}
