using LeadPlatform.Auditing;
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
        app.MapGet(Path, (HttpContext context, string? user, string? code, string? email) => Page(context, user, code, email).Show(context)).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, ConfirmAsync).AllowAnonymous().Audited("user.confirm-email").ExcludeFromDescription();
    }

    private static async Task<IResult> ConfirmAsync(
        HttpContext context, BackendDb db, UserManager<User> users, UserMails mails, AuditLog audit, CancellationToken cancellationToken)
    {
        if (await PageForms.ReadOwnAsync(context, cancellationToken) is not { } form)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        var email = form["email"].ToString();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await mails.OpenAsync(form["user"], form["code"]) is not var (user, token) || !await ChangeAsync(users, user, email, token))
            return new IdentityPage("This link does not work", Html.Of($"""<nav aria-label="What now"><a href="/connect/account">Your account</a></nav>"""))
            { Alert = "The link has expired or was used, or the address belongs to somebody else by now.", Status = StatusCodes.Status400BadRequest }.Show(context);
        await audit.AppendAsync(db, context.AuditBy(user, "user.confirm-email", "user", user.Id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Results.Redirect(LoginPage.Path);
    }

    // The address is the user name too. Its change ends what was signed in before.
    private static async Task<bool> ChangeAsync(UserManager<User> users, User user, string email, string token) =>
        (await users.ChangeEmailAsync(user, email, token)).Succeeded && (await users.SetUserNameAsync(user, email)).Succeeded;

    private static IdentityPage Page(HttpContext context, string? user, string? code, string? email) => new("Confirm your e-mail address", Html.Of($"""
        <p>Is <strong>{email}</strong> the address you want to sign in with?</p>
        <form method="post" action="{Path}">
        <input type="hidden" name="user" value="{user}">
        <input type="hidden" name="code" value="{code}">
        <input type="hidden" name="email" value="{email}">
        {IdentityPage.Antiforgery(context)}
        <button type="submit">Yes, it is mine</button>
        </form>
        """));
}
