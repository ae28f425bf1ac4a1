using LeadPlatform.Backend.Identity.Pages;

namespace LeadPlatform.Backend.Identity.Login;

/// <summary>The sign-in form.</summary>
internal static class LoginPage
{
    public const string Path = "/connect/login";

    public const string EmailField = "email";
    public const string PasswordField = "password";
    public const string ReturnField = "returnUrl";

    private static readonly Dictionary<string, string> Notices = new()
    {
        ["invited"] = "Your password is saved. Sign in with it.",
        ["reset"] = "Your new password is saved, and you are signed out everywhere. Sign in with it.",
        ["email"] = "Your new address is confirmed. Sign in with it.",
        ["everywhere"] = "You are signed out everywhere.",
        ["again"] = "Sign in once more to change how you sign in.",
    };

    /// <param name="done">What is told there: a key of the notices, or null.</param>
    public static string AddressFor(string returnUrl, string? done = null)
    {
        var query = QueryString.Create(ReturnField, returnUrl);
        return Path + (done is null ? query : query.Add(PageForms.DoneField, done));
    }

    /// <summary>The address with a word on what has just been done: a key of the notices.</summary>
    public static string After(string done) => Path + QueryString.Create(PageForms.DoneField, done);

    /// <param name="alert">What went wrong with the last try, or null.</param>
    public static IdentityPage Of(HttpContext context, string returnUrl, string email, string? alert)
    {
        var further = QueryString.Create(ReturnField, returnUrl).Value;
        return new IdentityPage("Sign in", Html.Of($"""
            <form method="post" action="{Path}">
            {new Field("email", "E-mail", "email", "username") { Name = EmailField, MaxLength = 254, Value = email, Wrong = alert is not null, Focus = email.Length == 0 }.Show()}
            {new Field("password", "Password", "password", "current-password") { Name = PasswordField, Wrong = alert is not null, Focus = email.Length > 0 }.Show()}
            <input type="hidden" name="{ReturnField}" value="{returnUrl}">
            {IdentityPage.Antiforgery(context)}
            <button class="btn btn-main" type="submit">Sign in</button>
            </form>
            <nav class="ways" aria-label="Other ways">
            <a href="/connect/passkey{further}">Use a passkey</a>
            <a href="/connect/forgot">Forgot your password?</a>
            </nav>
            """))
        { Alert = alert, Notice = alert is null ? PageForms.Told(context, Notices) : null };
    }
}
