using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.ServiceDefaults.Auditing;

namespace LeadPlatform.Backend.Identity.Login;

/// <summary>After the password: a code of the authenticator app, or a recovery code.</summary>
internal static class SecondFactorPage
{
    public const string Path = "/connect/code";
    public const string CodeField = "code";

    private const string Wrong = "The code is not right. A code of the app works once, and for half a minute; after too many tries wait a quarter of an hour.";

    public static void MapSecondFactor(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, TryAsync).AllowAnonymous().Audited("session.start").ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(HttpContext context, UserSignIn signIn, string? returnUrl) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null
            ? Results.Redirect(LoginPage.AddressFor(PageForms.LocalReturn(returnUrl)))
            : Page(context, PageForms.LocalReturn(returnUrl), null).Show(context);

    private static async Task<IResult> TryAsync(HttpContext context, SecondFactor factor, CancellationToken cancellationToken)
    {
        if (await PageForms.ReadAsync(context, cancellationToken) is not { } form)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var returnUrl = PageForms.LocalReturn(form[LoginPage.ReturnField]);
        if (await PageForms.ReadOwnAsync(context, cancellationToken) is null)
            return (Page(context, returnUrl, PageForms.Expired) with { Status = StatusCodes.Status400BadRequest }).Show(context);
        return await factor.TryAsync(form[CodeField].ToString())
            ? Results.Redirect(returnUrl)
            : (Page(context, returnUrl, Wrong) with { Status = StatusCodes.Status400BadRequest }).Show(context);
    }

    private static IdentityPage Page(HttpContext context, string returnUrl, string? alert) => new("Enter your code", Html.Of($"""
        <p>From your authenticator app, or one of your recovery codes.</p>
        <form method="post" action="{Path}">
        <label for="code">Code</label>
        <input id="code" name="{CodeField}" type="text" autocomplete="one-time-code" required maxlength="32" spellcheck="false" autocapitalize="none" autofocus{(alert is null ? Html.Empty : new Html(" aria-describedby=\"alert\" aria-invalid=\"true\""))}>
        <input type="hidden" name="{LoginPage.ReturnField}" value="{returnUrl}">
        {IdentityPage.Antiforgery(context)}
        <button type="submit">Continue</button>
        </form>
        <nav aria-label="Other ways"><a href="{LoginPage.AddressFor(returnUrl)}">Start over</a></nav>
        """))
    { Alert = alert };
}
