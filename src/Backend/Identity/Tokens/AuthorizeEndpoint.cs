using LeadPlatform.Backend.Identity.Login;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace LeadPlatform.Backend.Identity.Tokens;

/// <summary><c>/connect/authorize</c>: a code for who is signed in, without asking for consent, as the only client is the platform's own console.</summary>
internal static class AuthorizeEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext context, UserManager<User> users, IOptionsSnapshot<TokenOptions> tokens, TimeProvider time)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("Not an authorization request.");
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var user = session.Succeeded ? await users.GetUserAsync(session.Principal) : null;
        if (user is { Disabled: false } && !MustSignInAgain(request, session, time))
        {
            return Results.SignIn(
                TokenPrincipal.OfUser(user, request.GetScopes(), tokens.Value), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        }

        return request.HasPromptValue(PromptValues.None)
            ? TokenEndpoint.Refuse(Errors.LoginRequired, "Nobody is signed in.")
            : Results.Redirect(LoginPage.AddressFor(context.Request.PathBase + context.Request.Path + QueryString.Create(WithoutPrompt(context.Request))));
    }

    private static bool MustSignInAgain(OpenIddictRequest request, AuthenticateResult session, TimeProvider time) =>
        request.HasPromptValue(PromptValues.Login)
        || (request.MaxAge is { } age && time.GetUtcNow() - session.Properties?.IssuedUtc > TimeSpan.FromSeconds(age));

    // A prompt=login that came back from the login page would ask for ever.
    private static IEnumerable<KeyValuePair<string, StringValues>> WithoutPrompt(HttpRequest request) =>
        (request.HasFormContentType ? request.Form : (IEnumerable<KeyValuePair<string, StringValues>>)request.Query).Where(parameter => parameter.Key is not Parameters.Prompt);
}
