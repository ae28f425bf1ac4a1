using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.ServiceDefaults.Auditing;

namespace LeadPlatform.Backend.Identity.Login;

/// <summary>Signing in with a passkey alone: the authenticator checks who holds it, so it counts for both factors.</summary>
internal static partial class PasskeySignIn
{
    public const string Path = "/connect/passkey";
    public const string CredentialField = "credential";

    private const int MaxCredentialLength = 16 * 1024;
    private const string Refused = "The passkey was not accepted. Try again, or sign in with your password.";

    public static void MapPasskeySignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(IdentityPage.ScriptPath, (HttpContext context) => IdentityPage.Asset(context, IdentityPage.Script, "text/javascript; charset=utf-8"))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapGet(Path, (HttpContext context, string? returnUrl) => Page(context, PageForms.LocalReturn(returnUrl), null).Show(context)).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path + "/options", OptionsAsync).AllowAnonymous().NotAudited("it reads").ExcludeFromDescription();
        app.MapPost(Path, TryAsync).AllowAnonymous().Audited("session.start").ExcludeFromDescription();
    }

    // Without a user: which passkeys somebody has is nobody's business before they have shown one.
    private static async Task<IResult> OptionsAsync(HttpContext context, UserSignIn signIn, CancellationToken cancellationToken) =>
        await PageForms.ReadOwnAsync(context, cancellationToken) is null
            ? Results.StatusCode(StatusCodes.Status400BadRequest)
            : Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    private static async Task<IResult> TryAsync(HttpContext context, UserSignIn signIn, ILogger<UserSignIn> logger, CancellationToken cancellationToken)
    {
        if (await PageForms.ReadAsync(context, cancellationToken) is not { } form)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var returnUrl = PageForms.LocalReturn(form[LoginPage.ReturnField]);
        if (await PageForms.ReadOwnAsync(context, cancellationToken) is null)
            return Again(PageForms.Expired);
        var credential = form[CredentialField].ToString();
        if (credential.Length is 0 or > MaxCredentialLength || !await SignInAsync(signIn, credential))
        {
            Log.Refused(logger);
            return Again(Refused);
        }

        Log.SignedIn(logger);
        return Results.Redirect(returnUrl);

        IResult Again(string alert) => (Page(context, returnUrl, alert) with { Status = StatusCodes.Status400BadRequest }).Show(context);
    }

    private static async Task<bool> SignInAsync(UserSignIn signIn, string credential)
    {
        try
        {
            return (await signIn.PasskeySignInAsync(credential)).Succeeded;
        }
        catch (InvalidOperationException)
        {
            // No options were asked for in this browser, or they were used already.
            return false;
        }
    }

    private static IdentityPage Page(HttpContext context, string returnUrl, string? alert) => new("Sign in with a passkey", Html.Of($"""
        <form method="post" action="{Path}" data-passkey="get" data-options="{Path}/options">
        <input type="hidden" name="{CredentialField}" value="">
        <input type="hidden" name="{LoginPage.ReturnField}" value="{returnUrl}">
        {IdentityPage.Antiforgery(context)}
        <p class="alert" role="alert" data-passkey-trouble hidden></p>
        <button class="btn btn-main" type="submit" autofocus>Use my passkey</button>
        </form>
        <nav class="ways" aria-label="Other ways"><a href="{LoginPage.AddressFor(returnUrl)}">Use a password</a></nav>
        """))
    { Alert = alert, Passkeys = true, Lead = new Html("Your browser asks for your fingerprint, face, PIN or security key.") };

    private static partial class Log
    {
        [LoggerMessage(EventId = 2104, Level = LogLevel.Information, Message = "A user signed in with a passkey")]
        public static partial void SignedIn(ILogger logger);

        [LoggerMessage(EventId = 2105, Level = LogLevel.Warning, Message = "A passkey was refused")]
        public static partial void Refused(ILogger logger);
    }
}
