using LeadPlatform.Backend.Identity.Login;
using LeadPlatform.Backend.Identity.Sessions;
using Microsoft.AspNetCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace LeadPlatform.Backend.Identity.Tokens;

/// <summary><c>/connect/authorize</c>: a code for who is signed in, without asking for consent, as the only client is the platform's own console.</summary>
internal static class AuthorizeEndpoint
{
    public static async Task<IResult> HandleAsync(
        HttpContext context, SignedIn signedIn, UserSessions sessions, IOptionsSnapshot<TokenOptions> tokens, TimeProvider time, CancellationToken cancellationToken)
    {
        if (RefusedRequest.Of(context) is { } refused)
            return refused;
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("Not an authorization request.");
        if (await signedIn.FindAsync(context, cancellationToken) is var (user, session) && !MustSignInAgain(request, session, time))
        {
            var principal = TokenPrincipal.OfUser(user, session.SessionId, request.GetScopes(), tokens.Value);
            principal.SetAuthorizationId(await sessions.AuthorizeAsync(session, request.ClientId!, principal.GetScopes(), cancellationToken));
            return Results.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        }

        return request.HasPromptValue(PromptValues.None)
            ? TokenEndpoint.Refuse(Errors.LoginRequired, "Nobody is signed in.")
            : Results.Redirect(LoginPage.AddressFor(context.Request.PathBase + context.Request.Path + QueryString.Create(WithoutPrompt(context.Request))));
    }

    private static bool MustSignInAgain(OpenIddictRequest request, UserSession session, TimeProvider time) =>
        request.HasPromptValue(PromptValues.Login)
        || (request.MaxAge is { } age && time.GetUtcNow() - session.AuthenticatedAt > TimeSpan.FromSeconds(age));

    // A prompt=login that came back from the login page would ask for ever.
    private static IEnumerable<KeyValuePair<string, StringValues>> WithoutPrompt(HttpRequest request) =>
        (request.HasFormContentType ? request.Form : (IEnumerable<KeyValuePair<string, StringValues>>)request.Query).Where(parameter => parameter.Key is not Parameters.Prompt);
}
