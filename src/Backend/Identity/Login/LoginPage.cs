using LeadPlatform.Backend.Identity.Pages;

namespace LeadPlatform.Backend.Identity.Login;

/// <summary>The sign-in form.</summary>
internal static class LoginPage
{
    public const string Path = "/connect/login";

    public const string EmailField = "email";
    public const string PasswordField = "password";
    public const string ReturnField = "returnUrl";

    public static string AddressFor(string returnUrl) => Path + QueryString.Create(ReturnField, returnUrl);

    /// <param name="alert">What went wrong with the last try, or null.</param>
    public static IdentityPage Of(HttpContext context, string returnUrl, string email, string? alert)
    {
        var described = alert is null ? Html.Empty : new Html(" aria-describedby=\"alert\" aria-invalid=\"true\"");
        var (emailFocus, passwordFocus) = email.Length == 0 ? (new Html(" autofocus"), Html.Empty) : (Html.Empty, new Html(" autofocus"));
        var further = QueryString.Create(ReturnField, returnUrl).Value;
        return new IdentityPage("Sign in", Html.Of($"""
            <p>LeadPlatform console</p>
            <form method="post" action="{Path}">
            <label for="email">E-mail</label>
            <input id="email" name="{EmailField}" type="email" autocomplete="username" required maxlength="254" value="{email}"{described}{emailFocus}>
            <label for="password">Password</label>
            <input id="password" name="{PasswordField}" type="password" autocomplete="current-password" required maxlength="256"{described}{passwordFocus}>
            <input type="hidden" name="{ReturnField}" value="{returnUrl}">
            {IdentityPage.Antiforgery(context)}
            <button type="submit">Sign in</button>
            </form>
            <nav aria-label="Other ways">
            <a href="/connect/passkey{further}">Use a passkey</a>
            <a href="/connect/forgot">Forgot your password?</a>
            </nav>
            """))
        { Alert = alert };
    }
}
