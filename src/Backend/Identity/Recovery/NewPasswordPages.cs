using LeadPlatform.Auditing;
using LeadPlatform.Backend.Identity.Login;
using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.Backend.Identity.Sessions;
using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using Microsoft.AspNetCore.Identity;

namespace LeadPlatform.Backend.Identity.Recovery;

/// <summary>Where the links of invitations and of forgotten passwords lead: a new password, which ends every session and every such link.</summary>
internal static class NewPasswordPages
{
    public const string InvitationPath = "/connect/invitation";
    public const string ResetPath = "/connect/reset";
    public const string PasswordField = "password";

    private const string Expired = "This link has expired or was used. Ask for a new one.";

    public static void MapNewPasswords(this IEndpointRouteBuilder app)
    {
        foreach (var (path, invited) in new[] { (InvitationPath, true), (ResetPath, false) })
        {
            app.MapGet(path, (HttpContext context, UserMails mails, UserManager<User> users, string? user, string? code) => ShowAsync(context, mails, users, invited, user, code))
                .AllowAnonymous().ExcludeFromDescription();
            app.MapPost(path, (HttpContext context, NewPassword password, UserMails mails, UserManager<User> users, CancellationToken cancellationToken) =>
                    SetAsync(context, password, mails, users, invited, cancellationToken))
                .AllowAnonymous().Audited(invited ? "user.accept-invitation" : "user.reset-password").ExcludeFromDescription();
        }
    }

    private static async Task<IResult> ShowAsync(HttpContext context, UserMails mails, UserManager<User> users, bool invited, string? userId, string? code) =>
        await mails.OpenAsync(userId, code) is var (user, token) && await NewPassword.IsGoodAsync(users, user, token, invited)
            ? Page(context, invited, userId!, code!, user, null).Show(context)
            : Gone(context);

    private static async Task<IResult> SetAsync(
        HttpContext context, NewPassword password, UserMails mails, UserManager<User> users, bool invited, CancellationToken cancellationToken)
    {
        if (await PageForms.ReadAsync(context, cancellationToken) is not { } form)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var (userId, code) = (form["user"].ToString(), form["code"].ToString());
        if (await mails.OpenAsync(userId, code) is not var (user, token) || !await NewPassword.IsGoodAsync(users, user, token, invited))
            return Gone(context);
        if (await PageForms.ReadOwnAsync(context, cancellationToken) is null)
            return Again(PageForms.Expired);
        return await password.SetAsync(context, user, form[PasswordField].ToString(), invited, cancellationToken) is { } refusal ? Again(refusal) : Results.Redirect(LoginPage.Path);

        IResult Again(string alert) => (Page(context, invited, userId, code, user, alert) with { Status = StatusCodes.Status400BadRequest }).Show(context);
    }

    private static IResult Gone(HttpContext context) => new IdentityPage("This link does not work", Html.Of($"""
        <p>Links of invitations work for 3 days, links to reset a password for an hour, and each works once.</p>
        <nav aria-label="What now"><a href="/connect/forgot">Reset your password</a><a href="{LoginPage.Path}">Sign in</a></nav>
        """))
    { Alert = Expired, Status = StatusCodes.Status400BadRequest }.Show(context);

    private static IdentityPage Page(HttpContext context, bool invited, string userId, string code, User user, string? alert)
    {
        var title = invited ? "Welcome to LeadPlatform" : "Choose a new password";
        return new IdentityPage(title, Html.Of($"""
            <p>{(invited ? $"{user.Name}, choose the password you will sign in with." : "You are then signed out everywhere.")} At least 10 characters; a few unusual words are good.</p>
            <form method="post" action="{(invited ? InvitationPath : ResetPath)}">
            <label for="email">E-mail</label>
            <input id="email" type="email" autocomplete="username" value="{user.Email}" readonly>
            <label for="password">New password</label>
            <input id="password" name="{PasswordField}" type="password" autocomplete="new-password" required minlength="10" maxlength="256" autofocus{(alert is null ? Html.Empty : new Html(" aria-describedby=\"alert\" aria-invalid=\"true\""))}>
            <input type="hidden" name="user" value="{userId}">
            <input type="hidden" name="code" value="{code}">
            {IdentityPage.Antiforgery(context)}
            <button type="submit">Save</button>
            </form>
            """))
        { Alert = alert };
    }
}

/// <summary>Sets a password by a link.</summary>
internal sealed class NewPassword(BackendDb db, UserManager<User> users, UserSessions sessions, UserMails mails, AuditLog audit)
{
    public static Task<bool> IsGoodAsync(UserManager<User> users, User user, string token, bool invited) => invited
        ? users.VerifyUserTokenAsync(user, InvitationTokens.Provider, InvitationTokens.Purpose, token)
        : users.VerifyUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<User>.ResetPasswordTokenPurpose, token);

    /// <returns>What is wrong with the password, or null.</returns>
    public async Task<string?> SetAsync(HttpContext context, User user, string password, bool invited, CancellationToken cancellationToken)
    {
        foreach (var validator in users.PasswordValidators)
        {
            if (!(await validator.ValidateAsync(users, user, password)).Succeeded || password.Length > 256)
                return "The password must have 10 to 256 characters.";
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Whoever has the link reads the mailbox, so the address is confirmed. The stamp changes, which ends the link.
        user.EmailConfirmed = true;
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        await Succeed(users.UpdateSecurityStampAsync(user));
        await sessions.EndAllAsync(user.Id, context.AuditBy(user, "session.end-all", "user", user.Id), cancellationToken);
        await audit.AppendAsync(db, context.AuditBy(user, invited ? "user.accept-invitation" : "user.reset-password", "user", user.Id), cancellationToken);
        if (!invited)
            await mails.TellAsync(user, "Your password was reset by a link that was sent to this address.", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static async Task Succeed(Task<IdentityResult> task)
    {
        var result = await task;
        if (!result.Succeeded)
            throw new InvalidOperationException($"A user could not be saved: {string.Join(' ', result.Errors.Select(e => e.Code))}.");
    }
}
