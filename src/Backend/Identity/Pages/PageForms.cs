using Microsoft.AspNetCore.Antiforgery;

namespace LeadPlatform.Backend.Identity.Pages;

/// <summary>What the pages send.</summary>
internal static class PageForms
{
    /// <summary>Where who came from nowhere goes: the console.</summary>
    public const string Start = "/console";

    /// <summary>Of an address: what has just been done, which the page then tells.</summary>
    public const string DoneField = "done";

    public const string Expired = "This page had expired. Please try again.";

    private const int MaxBodyBytes = 32 * 1024;

    private static readonly string[] Returns = ["/connect/authorize?", "/connect/account", "/connect/verify"];

    /// <summary>Null where the body is no form, or is too large.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext context, CancellationToken cancellationToken) =>
        context.Request.HasFormContentType && context.Request.ContentLength is <= MaxBodyBytes ? await context.Request.ReadFormAsync(cancellationToken) : null;

    /// <summary>Null where the body is no form, or did not come from this server's own page.</summary>
    public static async Task<IFormCollection?> ReadOwnAsync(HttpContext context, CancellationToken cancellationToken) =>
        await ReadAsync(context, cancellationToken) is { } form && await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context) ? form : null;

    /// <returns>The notice on what the address says was done; null where it says nothing that is known.</returns>
    public static string? Told(HttpContext context, IReadOnlyDictionary<string, string> notices) => notices.GetValueOrDefault(context.Request.Query[DoneField].ToString());

    /// <summary>Only back to a page of this server, else to the start: a link to the sign-in must not lead anywhere else.</summary>
    public static string LocalReturn(string? returnUrl) =>
        returnUrl is not null && Returns.Any(start => returnUrl.StartsWith(start, StringComparison.Ordinal)) && !returnUrl.AsSpan().ContainsAny('\r', '\n', '\\') ? returnUrl : Start;
}
