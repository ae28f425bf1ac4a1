using LeadPlatform.Contracts.Pages;

namespace LeadPlatform.Frontend.Console.Reader;

/// <summary>What the browser tells of its reader: the script writes these cookies, so that the very first paint is right.</summary>
internal static class ReaderCookies
{
    /// <summary><c>light</c>, <c>dark</c>, or null where the system decides.</summary>
    public static string? Theme(HttpContext context) => ThemeCookie.Read(context.Request.Cookies[ThemeCookie.Name]);

    /// <summary>An IANA name, not checked yet.</summary>
    public static string? TimeZone(HttpContext context) => context.Request.Cookies["lp-frontend-zone"] is { Length: > 0 and < 64 } zone ? Uri.UnescapeDataString(zone) : null;
}
