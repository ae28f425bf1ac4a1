using System.Security.Cryptography;

namespace LeadPlatform.Frontend.Site;

/// <summary>Security headers of pages: the console may run its own scripts, the public pages none at all.</summary>
internal static class PageHeadersExtensions
{
    private const string PublicPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static readonly object NonceKey = new();

    public static void UsePageHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/console") ? ConsolePolicy(NewNonce(context)) : PublicPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        return next(context);
    });

    /// <summary>The nonce of this response's scripts.</summary>
    public static string? ScriptNonce(this HttpContext context) => context.Items[NonceKey] as string;

    private static string NewNonce(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items[NonceKey] = nonce;
        return nonce;
    }

    // MudBlazor sets styles inline; everything else is held to the site.
    private static string ConsolePolicy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'";
}
