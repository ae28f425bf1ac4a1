using System.Security.Cryptography;
using System.Text;
using LeadPlatform.Contracts.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Net.Http.Headers;

namespace LeadPlatform.Backend.Identity.Pages;

/// <summary>A page of this server: one style sheet, a strict policy, labels and an alert that assistive technology reads; no script, but for passkeys.</summary>
/// <param name="Title">Of the page, and its heading.</param>
/// <param name="Body">Below the heading, the alert and the notice.</param>
internal sealed record IdentityPage(string Title, Html Body)
{
    public const string StylePath = "/connect/login.css";
    public const string ScriptPath = "/connect/passkey.js";

    public static byte[] Style { get; } = Read("login.css");

    public static byte[] Script { get; } = Read("passkey.js");

    private static readonly Html Mark = new("""<svg viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="6"/><path d="M7 6h4v7h6v4H7z"/></svg>""");
    private static readonly string StyleVersion = Version(Style);
    private static readonly string ScriptVersion = Version(Script);

    /// <summary>What went wrong with the last try.</summary>
    public string? Alert { get; init; }

    /// <summary>What went well.</summary>
    public string? Notice { get; init; }

    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Whether it talks to an authenticator, which needs a script.</summary>
    public bool Passkeys { get; init; }

    /// <summary>Below the heading.</summary>
    public Html? Lead { get; init; }

    /// <summary>A page of settings, with a way back to the console, rather than one thing to do.</summary>
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
        return Results.Content(Render(ThemeCookie.Read(context.Request.Cookies[ThemeCookie.Name])).Text, "text/html; charset=utf-8", statusCode: Status);
    }

    private Html Render(string? theme) => Html.Of($"""
        <!doctype html>
        <html lang="en"{(theme is null ? Html.Empty : Html.Of($" data-theme=\"{theme}\""))}>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>{(Alert is null ? "" : "Error: ")}{Title} - LeadPlatform</title>
        <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Crect width='24' height='24' rx='6' fill='%234f46e5'/%3E%3Cpath d='M7 6h4v7h6v4H7z' fill='%23fff'/%3E%3C/svg%3E">
        <link rel="stylesheet" href="{StylePath}?v={StyleVersion}">
        {(Passkeys ? Html.Of($"""<script src="{ScriptPath}?v={ScriptVersion}" defer></script>""") : Html.Empty)}
        </head>
        <body{(Wide ? new Html(" class=\"wide\"") : Html.Empty)}>
        <header class="top">{(Wide
            ? Html.Of($"""<a class="brand" href="{PageForms.Start}">{Mark}LeadPlatform</a><a href="{PageForms.Start}">Back to the console</a>""")
            : Html.Of($"""<span class="brand">{Mark}LeadPlatform</span>"""))}</header>
        <main>
        <div class="head">
        <h1>{Title}</h1>
        {(Lead is { } lead ? Html.Of($"""<p class="quiet">{lead}</p>""") : Html.Empty)}
        </div>
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
