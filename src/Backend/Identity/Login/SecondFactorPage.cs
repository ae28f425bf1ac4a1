using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.ServiceDefaults.Auditing;

namespace LeadPlatform.Backend.Identity.Login;

/// <summary>After the password: a code of the authenticator app, or a recovery code.</summary>
internal static class SecondFactorPage
{
    public const string Path = "/connect/code";
    public const string CodeField = "code";

    private const string RecoveryField = "recovery";
    private const string WrongCode = "The code is not right. Each works once and for half a minute: use the one the app shows now. After 5 wrong tries you have to wait 15 minutes.";
    private const string WrongRecoveryCode = "This is none of your recovery codes, or it was used before. After 5 wrong tries you have to wait 15 minutes.";

    public static void MapSecondFactor(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, TryAsync).AllowAnonymous().Audited("session.start").ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(HttpContext context, UserSignIn signIn, string? returnUrl) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null
            ? Results.Redirect(LoginPage.AddressFor(PageForms.LocalReturn(returnUrl)))
            : Page(context, PageForms.LocalReturn(returnUrl), context.Request.Query.ContainsKey(RecoveryField), null).Show(context);

    private static async Task<IResult> TryAsync(HttpContext context, SecondFactor factor, CancellationToken cancellationToken)
    {
        if (await PageForms.ReadAsync(context, cancellationToken) is not { } form)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var returnUrl = PageForms.LocalReturn(form[LoginPage.ReturnField]);
        var recovery = form.ContainsKey(RecoveryField);
        if (await PageForms.ReadOwnAsync(context, cancellationToken) is null)
            return Again(PageForms.Expired);
        return await factor.TryAsync(form[CodeField].ToString()) ? Results.Redirect(returnUrl) : Again(recovery ? WrongRecoveryCode : WrongCode);

        IResult Again(string alert) => (Page(context, returnUrl, recovery, alert) with { Status = StatusCodes.Status400BadRequest }).Show(context);
    }

    /// <param name="recovery">Whether a recovery code is asked for, which has letters.</param>
    private static IdentityPage Page(HttpContext context, string returnUrl, bool recovery, string? alert)
    {
        var asked = new Field("code", recovery ? "Recovery code" : "Code", "text", recovery ? "off" : "one-time-code") { Name = CodeField, MaxLength = 32, Digits = !recovery, Code = recovery, Wrong = alert is not null, Focus = true };
        var other = Path + QueryString.Create(LoginPage.ReturnField, returnUrl) + (recovery ? "" : $"&{RecoveryField}=1");
        return new IdentityPage(recovery ? "Enter a recovery code" : "Enter your code", Html.Of($"""
            <form method="post" action="{Path}">
            {asked.Show()}
            <input type="hidden" name="{LoginPage.ReturnField}" value="{returnUrl}">
            {(recovery ? Html.Of($"""<input type="hidden" name="{RecoveryField}" value="1">""") : Html.Empty)}
            {IdentityPage.Antiforgery(context)}
            <button class="btn btn-main" type="submit">Continue</button>
            </form>
            <nav class="ways" aria-label="Other ways">
            <a href="{other}">{(recovery ? "Use a code of the app" : "Use a recovery code")}</a>
            <a href="{LoginPage.AddressFor(returnUrl)}">Start over</a>
            </nav>
            """))
        {
            Alert = alert,
            Lead = new Html(recovery ? "One of those you kept when you set up your authenticator app. It works once." : "Your authenticator app shows 6 digits for LeadPlatform."),
        };
    }
}
