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
        return await password.SetAsync(context, user, form[PasswordField].ToString(), invited, cancellationToken) is { } refusal ? Again(refusal) : Results.Redirect(LoginPage.After(invited ? "invited" : "reset"));

        IResult Again(string alert) => (Page(context, invited, userId, code, user, alert) with { Status = StatusCodes.Status400BadRequest }).Show(context);
    }

    private static IResult Gone(HttpContext context) => new IdentityPage("This link does not work any more", Html.Of($"""
        <p>A link of an invitation works for 3 days, one to reset a password for an hour.</p>
        <a class="btn btn-main" href="{ForgotPage.Path}">Send me a new link</a>
        <nav class="ways" aria-label="Other ways"><a href="{LoginPage.Path}">Back to the sign-in</a></nav>
        """))
    { Lead = new Html("It has expired, or it was used before."), Status = StatusCodes.Status400BadRequest }.Show(context);

    private static IdentityPage Page(HttpContext context, bool invited, string userId, string code, User user, string? alert) =>
        new(invited ? "Welcome" : "Choose a new password", Html.Of($"""
            <form method="post" action="{(invited ? InvitationPath : ResetPath)}">
            <div class="field">
            <label for="email">E-mail</label>
            <input id="email" type="email" autocomplete="username" value="{user.Email}" readonly>
            </div>
            {new Field("password", "New password", "password", "new-password") { Name = PasswordField, MinLength = 10, Hint = "At least 10 characters. A few unusual words are good.", Wrong = alert is not null, Focus = true }.Show()}
            <input type="hidden" name="user" value="{userId}">
            <input type="hidden" name="code" value="{code}">
            {IdentityPage.Antiforgery(context)}
            <button class="btn btn-main" type="submit">Save the password</button>
            </form>
            """))
        { Alert = alert, Lead = invited ? Html.Of($"{user.Name}, choose the password you will sign in with.") : new Html("It signs you out everywhere; then you sign in with it.") };
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
