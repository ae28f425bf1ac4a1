using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.ServiceDefaults.Auditing;

namespace LeadPlatform.Backend.Identity.Login;

internal static class LoginEndpoints
{
    private const string Wrong = "The e-mail or the password is not right. After 5 wrong tries you have to wait 15 minutes.";

    public static void MapLogin(this IEndpointRouteBuilder app)
    {
        app.MapGet(LoginPage.Path, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(LoginPage.Path, SignInAsync).AllowAnonymous().Audited("session.start").ExcludeFromDescription();
        app.MapGet(IdentityPage.StylePath, (HttpContext context) => IdentityPage.Asset(context, IdentityPage.Style, "text/css; charset=utf-8"))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapSecondFactor();
        app.MapPasskeySignIn();
    }

    // Who is signed in and must show it again need not type who they are.
    private static async Task<IResult> ShowAsync(HttpContext context, SignedIn signedIn, string? returnUrl, CancellationToken cancellationToken) =>
        LoginPage.Of(context, PageForms.LocalReturn(returnUrl), await signedIn.FindAsync(context, cancellationToken) is var (user, _) ? user.Email! : "", null).Show(context);

    private static async Task<IResult> SignInAsync(HttpContext context, PasswordSignIn signIn, CancellationToken cancellationToken)
    {
        if (await PageForms.ReadAsync(context, cancellationToken) is not { } form)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);

        var returnUrl = PageForms.LocalReturn(form[LoginPage.ReturnField]);
        var email = form[LoginPage.EmailField].ToString();
        if (await PageForms.ReadOwnAsync(context, cancellationToken) is null)
            return Again(PageForms.Expired);
        switch (await signIn.TryAsync(email, form[LoginPage.PasswordField].ToString()))
        {
            case SignInOutcome.SignedIn:
                return Results.Redirect(returnUrl);
            case SignInOutcome.SecondFactor:
                context.NothingToAudit();
                return Results.Redirect(SecondFactorPage.Path + QueryString.Create(LoginPage.ReturnField, returnUrl));
            default:
                return Again(Wrong);
        }

        IResult Again(string alert) => (LoginPage.Of(context, returnUrl, email, alert) with { Status = StatusCodes.Status400BadRequest }).Show(context);
    }
}
