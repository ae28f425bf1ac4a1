using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Net.Http.Headers;

namespace LeadPlatform.Backend.Identity.Pages;

/// <summary>A page of this server: one style sheet, a strict policy, labels and an alert that assistive technology reads; no script, but for passkeys.</summary>
/// <param name="Title">Of the page, and its heading.</param>
/// <param name="Body">Below the heading and the alert.</param>
internal sealed record IdentityPage(string Title, Html Body)
{
    public const string StylePath = "/connect/login.css";
    public const string ScriptPath = "/connect/passkey.js";

    public static byte[] Style { get; } = Read("login.css");

    public static byte[] Script { get; } = Read("passkey.js");

    private static readonly string StyleVersion = Version(Style);
    private static readonly string ScriptVersion = Version(Script);

    /// <summary>What went wrong with the last try.</summary>
    public string? Alert { get; init; }

    /// <summary>What went well.</summary>
    public string? Notice { get; init; }

    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Whether it talks to an authenticator, which needs a script.</summary>
    public bool Passkeys { get; init; }

    public bool Wide { get; init; }

    /// <summary>The hidden field that shows that a form came from this server's page.</summary>
    public static Html Antiforgery(HttpContext context)
    {
        var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        return Html.Of($"""<input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">""");
    }

    public static IResult Asset(HttpContext context, byte[] content, string type)
    {
        context.Response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        context.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        return Results.Bytes(content, type);
    }

    public IResult Show(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            + (Passkeys ? "; script-src 'self'; connect-src 'self'" : "");
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        return Results.Content(Render().Text, "text/html; charset=utf-8", statusCode: Status);
    }

    private Html Render() => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>{(Alert is null ? "" : "Error: ")}{Title} - LeadPlatform</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="{StylePath}?v={StyleVersion}">
        {(Passkeys ? Html.Of($"""<script src="{ScriptPath}?v={ScriptVersion}" defer></script>""") : Html.Empty)}
        </head>
        <body>
        <main{(Wide ? new Html(" class=\"wide\"") : Html.Empty)}>
        <h1>{Title}</h1>
        {(Alert is null ? Html.Empty : Html.Of($"""<p id="alert" class="alert" role="alert">{Alert}</p>"""))}
        {(Notice is null ? Html.Empty : Html.Of($"""<p class="notice" role="status">{Notice}</p>"""))}
        {Body}
        </main>
        </body>
        </html>
        """);

    private static string Version(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6));

    private static byte[] Read(string name)
    {
        using var stream = typeof(IdentityPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd());
    }
}
