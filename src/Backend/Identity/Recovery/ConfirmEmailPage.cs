using LeadPlatform.Auditing;
using LeadPlatform.Backend.Identity.Account;
using LeadPlatform.Backend.Identity.Login;
using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using Microsoft.AspNetCore.Identity;

namespace LeadPlatform.Backend.Identity.Recovery;

/// <summary><c>/connect/confirm</c>: where the link to a new address leads. A press of a button confirms, as programs that look into mail follow links.</summary>
internal static class ConfirmEmailPage
{
    public const string Path = "/connect/confirm";

    public static void MapConfirmEmail(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, ConfirmAsync).AllowAnonymous().Audited("user.confirm-email").ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(HttpContext context, UserManager<User> users, UserMails mails, string? user, string? code, string? email) =>
        email is not null && await mails.OpenAsync(user, code) is var (found, token)
            && await users.VerifyUserTokenAsync(found, users.Options.Tokens.ChangeEmailTokenProvider, UserManager<User>.GetChangeEmailTokenPurpose(email), token)
            ? Page(context, user!, code!, email, null).Show(context)
            : Gone(context);

    private static async Task<IResult> ConfirmAsync(
        HttpContext context, BackendDb db, UserManager<User> users, UserMails mails, AuditLog audit, CancellationToken cancellationToken)
    {
        if (await PageForms.ReadAsync(context, cancellationToken) is not { } form)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var email = form["email"].ToString();
        if (await PageForms.ReadOwnAsync(context, cancellationToken) is null)
            return (Page(context, form["user"].ToString(), form["code"].ToString(), email, PageForms.Expired) with { Status = StatusCodes.Status400BadRequest }).Show(context);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await mails.OpenAsync(form["user"], form["code"]) is not var (user, token) || !await ChangeAsync(users, user, email, token))
            return Gone(context);
        await audit.AppendAsync(db, context.AuditBy(user, "user.confirm-email", "user", user.Id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Results.Redirect(LoginPage.After("email"));
    }

    // The address is the user name too. Its change ends what was signed in before.
    private static async Task<bool> ChangeAsync(UserManager<User> users, User user, string email, string token) =>
        (await users.ChangeEmailAsync(user, email, token)).Succeeded && (await users.SetUserNameAsync(user, email)).Succeeded;

    private static IResult Gone(HttpContext context) => new IdentityPage("This link does not work any more", Html.Of($"""
        <p>A link to a new address works for an hour. Ask for another one in your account.</p>
        <a class="btn btn-main" href="{AccountPages.Path}">Go to your account</a>
        """))
    { Lead = new Html("It has expired or was used before, or the address belongs to somebody else by now."), Status = StatusCodes.Status400BadRequest }.Show(context);

    private static IdentityPage Page(HttpContext context, string user, string code, string email, string? alert) => new("Confirm your e-mail address", Html.Of($"""
        <form method="post" action="{Path}">
        <input type="hidden" name="user" value="{user}">
        <input type="hidden" name="code" value="{code}">
        <input type="hidden" name="email" value="{email}">
        {IdentityPage.Antiforgery(context)}
        <button class="btn btn-main" type="submit" autofocus>Yes, it is mine</button>
        </form>
        <p class="quiet">If it is not yours, close this page: nothing changes.</p>
        """))
    { Alert = alert, Lead = Html.Of($"Is <strong>{email}</strong> the address you want to sign in with?") };
}
