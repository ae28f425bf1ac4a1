using System.Security.Claims;
using LeadPlatform.Backend.Identity.Sessions;
using LeadPlatform.Backend.Identity.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LeadPlatform.Backend.Identity.Login;

/// <summary>However somebody signs in, the cookie stands for a session that is listed and can be ended. Signing in again in one browser goes on with its session.</summary>
internal sealed class UserSignIn(
    UserManager<User> users,
    IHttpContextAccessor contextAccessor,
    IUserClaimsPrincipalFactory<User> claims,
    IOptions<Microsoft.AspNetCore.Identity.IdentityOptions> options,
    ILogger<SignInManager<User>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation,
    SignedIn signedIn,
    UserSessions sessions) : SignInManager<User>(users, contextAccessor, claims, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(User user) => !user.Disabled && await base.CanSignInAsync(user);

    public override async Task SignInWithClaimsAsync(User user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var cancellationToken = Context.RequestAborted;
        var session = await signedIn.FindAsync(Context, cancellationToken) is var (known, current) && known.Id == user.Id ? current : null;
        if (session is null)
            session = await sessions.StartAsync(user.Id, DeviceName.Of(Context.Request.Headers[HeaderNames.UserAgent]), Context.AuditBy(user, "session.start", "session"), cancellationToken);
        else
            await sessions.ConfirmAsync(session, Context.AuditBy(user, "session.confirm", "session"), cancellationToken);
        await base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, new Claim(TokenPrincipal.Session, session.SessionId.ToString())]);
    }

    /// <summary>After a change that ends older cookies, such as of the password: this browser stays signed in.</summary>
    public Task StayAsync(User user, UserSession session) =>
        base.SignInWithClaimsAsync(user, new AuthenticationProperties(), [new Claim(TokenPrincipal.Session, session.SessionId.ToString())]);
}
