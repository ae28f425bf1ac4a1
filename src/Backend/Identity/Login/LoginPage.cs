using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace LeadPlatform.Backend.Identity.Login;

/// <summary>The sign-in form as plain HTML: no script, one style sheet, labels and an alert that assistive technology reads.</summary>
internal static class LoginPage
{
    public const string Path = "/connect/login";
    public const string StylePath = "/connect/login.css";

    public const string EmailField = "email";
    public const string PasswordField = "password";
    public const string ReturnField = "returnUrl";

    public static byte[] Style { get; } = ReadStyle();

    private static readonly string StyleVersion = Convert.ToHexStringLower(SHA256.HashData(Style).AsSpan(0, 6));

    public static string AddressFor(string returnUrl) => Path + QueryString.Create(ReturnField, returnUrl);

    /// <param name="alert">What went wrong with the last try, or null.</param>
    public static string Render(string returnUrl, string email, string? alert, string antiforgeryField, string antiforgeryToken)
    {
        var encode = HtmlEncoder.Default;
        var described = alert is null ? "" : " aria-describedby=\"alert\" aria-invalid=\"true\"";
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <title>{(alert is null ? "" : "Error: ")}Sign in - LeadPlatform</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{StylePath}?v={StyleVersion}">
            </head>
            <body>
            <main>
            <h1>Sign in</h1>
            <p>LeadPlatform console</p>
            {(alert is null ? "" : $"<p id=\"alert\" class=\"alert\" role=\"alert\">{encode.Encode(alert)}</p>")}
            <form method="post" action="{Path}">
            <label for="email">E-mail</label>
            <input id="email" name="{EmailField}" type="email" autocomplete="username" required maxlength="254" value="{encode.Encode(email)}"{described}{(email.Length == 0 ? " autofocus" : "")}>
            <label for="password">Password</label>
            <input id="password" name="{PasswordField}" type="password" autocomplete="current-password" required maxlength="256"{described}{(email.Length == 0 ? "" : " autofocus")}>
            <input type="hidden" name="{ReturnField}" value="{encode.Encode(returnUrl)}">
            <input type="hidden" name="{encode.Encode(antiforgeryField)}" value="{encode.Encode(antiforgeryToken)}">
            <button type="submit">Sign in</button>
            </form>
            </main>
            </body>
            </html>
            """;
    }

    private static byte[] ReadStyle()
    {
        using var stream = typeof(LoginPage).Assembly.GetManifestResourceStream("login.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd());
    }
}
