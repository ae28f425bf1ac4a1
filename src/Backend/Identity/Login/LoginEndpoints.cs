using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Net.Http.Headers;

namespace LeadPlatform.Backend.Identity.Login;

internal static class LoginEndpoints
{
    private const string Wrong = "The e-mail or the password is not right, or there were too many tries: then wait a quarter of an hour.";
    private const string Expired = "This page had expired. Please try again.";
    private const int MaxBodyBytes = 16 * 1024;

    public static void MapLogin(this IEndpointRouteBuilder app)
    {
        app.MapGet(LoginPage.Path, (HttpContext context, IAntiforgery antiforgery, string? returnUrl) =>
            Page(context, antiforgery, Local(returnUrl), "", null, StatusCodes.Status200OK)).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(LoginPage.Path, SignInAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapGet(LoginPage.StylePath, (HttpContext context) =>
        {
            context.Response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
            context.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
            return Results.Bytes(LoginPage.Style, "text/css; charset=utf-8");
        }).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> SignInAsync(HttpContext context, IAntiforgery antiforgery, PasswordSignIn signIn, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is not <= MaxBodyBytes)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);

        var form = await context.Request.ReadFormAsync(cancellationToken);
        var returnUrl = Local(form[LoginPage.ReturnField]);
        var email = form[LoginPage.EmailField].ToString();
        if (!await antiforgery.IsRequestValidAsync(context))
            return Page(context, antiforgery, returnUrl, email, Expired, StatusCodes.Status400BadRequest);
        return await signIn.TryAsync(email, form[LoginPage.PasswordField].ToString())
            ? Results.Redirect(returnUrl)
            : Page(context, antiforgery, returnUrl, email, Wrong, StatusCodes.Status400BadRequest);
    }

    /// <summary>Only back to an authorization request of this server, else to the start: a link to this page must not lead anywhere else.</summary>
    private static string Local(string? returnUrl) =>
        returnUrl?.StartsWith("/connect/authorize?", StringComparison.Ordinal) == true && !returnUrl.AsSpan().ContainsAny('\r', '\n', '\\') ? returnUrl : "/";

    private static IResult Page(HttpContext context, IAntiforgery antiforgery, string returnUrl, string email, string? alert, int status)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        var tokens = antiforgery.GetAndStoreTokens(context);
        headers.CacheControl = "no-store";
        return Results.Content(
            LoginPage.Render(returnUrl, email, alert, tokens.FormFieldName, tokens.RequestToken!), "text/html; charset=utf-8", statusCode: status);
    }
}
