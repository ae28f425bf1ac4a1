using LeadPlatform.Backend.Identity.Sessions;
using LeadPlatform.Backend.Identity.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace LeadPlatform.Backend.Identity.Login;

/// <summary>Who is signed in at this browser, by its cookie: none where they are disabled, the session has ended, or their password changed since.</summary>
internal sealed class SignedIn(UserManager<User> users, UserSessions sessions)
{
    /// <summary>How long ago a password or passkey may have been shown for a change of how one signs in.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);

    public async Task<(User User, UserSession Session)?> FindAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var cookie = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (!cookie.Succeeded || !Guid.TryParse(cookie.Principal.FindFirst(TokenPrincipal.Session)?.Value, out var sessionId))
            return null;
        var user = await users.GetUserAsync(cookie.Principal);
        if (user is not { Disabled: false } || cookie.Principal.FindFirst(users.Options.ClaimsIdentity.SecurityStampClaimType)?.Value != user.SecurityStamp)
            return null;
        return await sessions.FindAsync(sessionId, cancellationToken) is { } session && session.UserId == user.Id ? (user, session) : null;
    }
}
