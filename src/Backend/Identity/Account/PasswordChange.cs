using LeadPlatform.Auditing;
using LeadPlatform.Backend.Identity.Login;
using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.Backend.Identity.Recovery;
using LeadPlatform.Backend.Identity.Revocation;
using LeadPlatform.Backend.Identity.Sessions;
using LeadPlatform.Backend.Identity.Users;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Auditing;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Identity.Account;

/// <summary>A new password or address, for which the present password is shown. The password ends every other session.</summary>
internal static class PasswordChange
{
    public const string Wrong = "Nothing was changed: your present password is not right, or the new one is too short.";

    private const string PasswordPath = AccountPages.Path + "/password";
    private const string EmailPath = AccountPages.Path + "/email";

    public static void MapPasswordChange(this IEndpointRouteBuilder app)
    {
        app.MapPost(PasswordPath, ChangePasswordAsync).AllowAnonymous().Audited("user.change-password").ExcludeFromDescription();
        app.MapPost(EmailPath, ChangeEmailAsync).AllowAnonymous().NotAudited("nothing changes before the link is used").ExcludeFromDescription();
    }

    public static Html Section(HttpContext context, User user) => Html.Of($"""
        <h2>Password</h2>
        <form method="post" action="{PasswordPath}">
        <input type="text" autocomplete="username" value="{user.Email}" hidden>
        <label for="present">Present password</label>
        <input id="present" name="present" type="password" autocomplete="current-password" required maxlength="256">
        <label for="new">New password, at least 10 characters</label>
        <input id="new" name="new" type="password" autocomplete="new-password" required minlength="10" maxlength="256">
        {IdentityPage.Antiforgery(context)}
        <button type="submit">Change password</button>
        </form>
        <h2>E-mail address</h2>
        <form method="post" action="{EmailPath}">
        <label for="email">New address</label>
        <input id="email" name="email" type="email" autocomplete="email" required maxlength="254">
        <label for="email-password">Present password</label>
        <input id="email-password" name="present" type="password" autocomplete="current-password" required maxlength="256">
        {IdentityPage.Antiforgery(context)}
        <button type="submit">Change address</button>
        </form>
        """);

    private static async Task<IResult> ChangePasswordAsync(
        HttpContext context, AccountGate gate, BackendDb db, UserSignIn signIn, Revoking revoking, UserMails mails, AuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var (user, session, form, elsewhere) = await gate.PostAsync(context, recent: false, cancellationToken);
        if (elsewhere is not null)
            return elsewhere;
        if (!await IsPresentAsync(signIn, user!, form!))
            return Trouble(context);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!(await signIn.UserManager.ChangePasswordAsync(user!, form!["present"].ToString(), form["new"].ToString())).Succeeded)
            return Trouble(context);
        var now = time.GetUtcNow();
        await db.Set<UserSession>().Where(s => s.UserId == user!.Id && s.SessionId != session!.SessionId && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellationToken);
        await revoking.AllOfUserAsync(user!.Id, cancellationToken);
        await audit.AppendAsync(db, context.AuditBy(user, "user.change-password", "user", user.Id), cancellationToken);
        await mails.TellAsync(user, "Your password was changed.", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await signIn.StayAsync(user, session!);
        return AccountPages.Done("password");
    }

    private static async Task<IResult> ChangeEmailAsync(HttpContext context, AccountGate gate, UserSignIn signIn, UserMails mails, CancellationToken cancellationToken)
    {
        var (user, _, form, elsewhere) = await gate.PostAsync(context, recent: false, cancellationToken);
        if (elsewhere is not null)
            return elsewhere;
        var email = form!["email"].ToString();
        var errors = new List<FieldError>();
        UserRules.CheckEmail(email, errors);
        if (errors.Count > 0 || !await IsPresentAsync(signIn, user!, form))
            return Trouble(context);
        // Whether somebody else has the address is not told here.
        await mails.ConfirmAsync(user!, email, cancellationToken);
        return AccountPages.Done("email");
    }

    // With the lockout of the sign-in: a browser left open is no place to try passwords.
    private static async Task<bool> IsPresentAsync(UserSignIn signIn, User user, IFormCollection form) =>
        (await signIn.CheckPasswordSignInAsync(user, form["present"].ToString(), lockoutOnFailure: true)).Succeeded;

    private static IResult Trouble(HttpContext context)
    {
        context.NothingToAudit();
        return Results.Redirect(AccountPages.Path + "?trouble=password");
    }
}
