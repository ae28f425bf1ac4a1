using System.Security.Claims;
using LeadPlatform.Backend.Identity.Account;
using LeadPlatform.Backend.Identity.Login;
using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.Backend.Identity.Sessions;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace LeadPlatform.Backend.Identity.Tokens;

/// <summary><c>/connect/verify</c>: a user confirms the code that a command line shows, which signs that command line in as them.</summary>
internal static class VerifyEndpoint
{
    public const string Path = "/connect/verify";

    private const string AnswerField = "answer";
    private const string CommandLineDevice = "Command line";
    private const string WrongCode = "There is no such code, or it has expired. Compare it with the one that the command line shows.";

    public static async Task<IResult> HandleAsync(
        HttpContext context, SignedIn signedIn, UserSessions sessions, IOptionsSnapshot<TokenOptions> tokens, CancellationToken cancellationToken)
    {
        if (RefusedRequest.Of(context) is { } refused)
            return refused;
        if (context.Request.Query.ContainsKey(PageForms.DoneField))
            return Done(context);
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("Not a verification request.");
        if (await signedIn.FindAsync(context, cancellationToken) is not var (user, _))
            return Results.Redirect(LoginPage.AddressFor(Path + QueryString.Create(Parameters.UserCode, request.UserCode ?? "")));
        var asked = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        if (asked?.GetClaim(Claims.ClientId) is not { } clientId)
            return CodePage(context, request.UserCode).Show(context);
        if (!HttpMethods.IsPost(context.Request.Method) || await PageForms.ReadOwnAsync(context, cancellationToken) is not { } form)
            return ConfirmPage(context, request.UserCode!, user, asked).Show(context);
        if (form[AnswerField] != "allow")
            return Results.Forbid(new AuthenticationProperties { RedirectUri = $"{Path}?{PageForms.DoneField}=denied" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

        // A session of its own: the browser may sign out and the command line goes on, or the other way round.
        var session = await sessions.StartAsync(user.Id, CommandLineDevice, context.AuditBy(user, "session.start", "session", detail: clientId), cancellationToken);
        var principal = TokenPrincipal.OfUser(user, session.SessionId, asked.GetScopes(), tokens.Value);
        principal.SetAuthorizationId(await sessions.AuthorizeAsync(session, clientId, principal.GetScopes(), cancellationToken));
        return Results.SignIn(principal, new AuthenticationProperties { RedirectUri = $"{Path}?{PageForms.DoneField}=allowed" }, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static IdentityPage CodePage(HttpContext context, string? typed)
    {
        var alert = string.IsNullOrEmpty(typed) ? null : WrongCode;
        return new IdentityPage("Sign in a command line", Html.Of($"""
            <form method="get" action="{Path}">
            {new Field("code", "Code", "text", "off") { Name = Parameters.UserCode, MaxLength = 32, Digits = true, Hint = "12 digits, such as 1234-5678-9012.", Wrong = alert is not null, Focus = true }.Show()}
            <button class="btn btn-main" type="submit">Continue</button>
            </form>
            """))
        { Alert = alert, Lead = new Html("Enter the code that it shows."), Status = alert is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest };
    }

    private static IdentityPage ConfirmPage(HttpContext context, string code, User user, ClaimsPrincipal asked) => new("Sign in a command line", Html.Of($"""
        <p>Allow it only if you started it yourself just now and it shows this code:</p>
        <p class="code">{code}</p>
        {May(GrantedScopes.ForUser(user.Role, asked.GetScopes()).Except(GrantedScopes.OfSignIn).ToList())}
        <form method="post" action="{Path}">
        <input type="hidden" name="{Parameters.UserCode}" value="{code}">
        {IdentityPage.Antiforgery(context)}
        <div class="stack">
        <button class="btn btn-main" type="submit" name="{AnswerField}" value="allow">Allow</button>
        <button class="btn btn-wide" type="submit" name="{AnswerField}" value="deny">Deny</button>
        </div>
        </form>
        """))
    { Lead = Html.Of($"It asks to act as you, <strong>{user.Name}</strong>.") };

    private static Html May(List<string> scopes) => scopes.Count == 0
        ? new Html("<p>It may see who you are, and nothing else.</p>")
        : Html.Of($"""<div class="stack"><p>It may then:</p><ul class="may">{Html.Join(scopes.Select(scope => Html.Of($"<li>{ScopeWords.Of(scope)}</li>")))}</ul></div>""");

    private static IResult Done(HttpContext context) => (context.Request.Query[PageForms.DoneField] == "allowed"
        ? new IdentityPage("The command line is signed in", Html.Of($"<p>Go on there; you can close this page. Sign it out again in <a href=\"{AccountPages.Path}\">your account</a>.</p>"))
        : new IdentityPage("The command line was not signed in", Html.Of($"<p>You can close this page.</p>"))).Show(context);
}
