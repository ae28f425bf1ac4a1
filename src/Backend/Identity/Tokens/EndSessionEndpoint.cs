using LeadPlatform.Backend.Identity.Login;
using LeadPlatform.Backend.Identity.Sessions;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace LeadPlatform.Backend.Identity.Tokens;

/// <summary><c>/connect/logout</c>: ends the browser's session here, with all tokens of it; OpenIddict sends the browser on to the client's registered address.</summary>
internal static class EndSessionEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext context, SignedIn signedIn, UserSessions sessions, UserSignIn signIn, CancellationToken cancellationToken)
    {
        if (RefusedRequest.Of(context) is { } refused)
            return refused;
        if (await signedIn.FindAsync(context, cancellationToken) is var (user, session))
            await sessions.EndAsync(user.Id, session.SessionId, context.AuditBy(user, "session.end", "session", session.SessionId), cancellationToken);
        await signIn.SignOutAsync();
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
