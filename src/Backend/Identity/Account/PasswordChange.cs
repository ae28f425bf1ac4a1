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
    private const string PasswordPath = AccountPages.Path + "/password";
    private const string EmailPath = AccountPages.Path + "/email";

    public static void MapPasswordChange(this IEndpointRouteBuilder app)
    {
        app.MapPost(PasswordPath, ChangePasswordAsync).AllowAnonymous().Audited("user.change-password").ExcludeFromDescription();
        app.MapPost(EmailPath, ChangeEmailAsync).AllowAnonymous().NotAudited("nothing changes before the link is used").ExcludeFromDescription();
    }

    public static Html Lines(HttpContext context, User user, AccountTrouble? trouble)
    {
        bool Is(AccountTrouble one) => trouble == one;
        return Html.Of($"""
            <details class="change"{Open(Is(AccountTrouble.Address) || Is(AccountTrouble.AddressPassword))}>
            <summary>{Summary("E-mail address", user.Email!)}</summary>
            <form method="post" action="{EmailPath}">
            {new Field("email", "New address", "email", "email") { MaxLength = 254, Hint = "We send a link there; it counts once you have opened it.", Wrong = Is(AccountTrouble.Address), Focus = Is(AccountTrouble.Address) }.Show()}
            {new Field("email-password", "Present password", "password", "current-password") { Name = "present", Wrong = Is(AccountTrouble.AddressPassword), Focus = Is(AccountTrouble.AddressPassword) }.Show()}
            {IdentityPage.Antiforgery(context)}
            <div class="buttons"><button class="btn btn-main" type="submit">Change the address</button></div>
            </form>
            </details>
            <details class="change"{Open(Is(AccountTrouble.PresentPassword) || Is(AccountTrouble.NewPassword))}>
            <summary>{Summary("Password", "A change signs you out everywhere else.")}</summary>
            <form method="post" action="{PasswordPath}">
            <input type="text" autocomplete="username" value="{user.Email}" hidden>
            {new Field("present", "Present password", "password", "current-password") { Wrong = Is(AccountTrouble.PresentPassword), Focus = Is(AccountTrouble.PresentPassword) }.Show()}
            {new Field("new", "New password", "password", "new-password") { MinLength = 10, Hint = "At least 10 characters. A few unusual words are good.", Wrong = Is(AccountTrouble.NewPassword), Focus = Is(AccountTrouble.NewPassword) }.Show()}
            {IdentityPage.Antiforgery(context)}
            <div class="buttons"><button class="btn btn-main" type="submit">Change the password</button></div>
            </form>
            </details>
            """);
    }

    private static Html Open(bool open) => open ? new Html(" open") : Html.Empty;

    private static Html Summary(string name, string value) => Html.Of(
        $"""<span class="line-name">{name}</span> <span class="line-value">{value}</span> <span class="btn"><span class="when-shut">Change</span><span class="when-open">Close</span></span>""");

    private static async Task<IResult> ChangePasswordAsync(
        HttpContext context, AccountGate gate, BackendDb db, UserSignIn signIn, Revoking revoking, UserMails mails, AuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var (user, session, form, elsewhere) = await gate.PostAsync(context, recent: false, cancellationToken);
        if (elsewhere is not null)
            return elsewhere;
        if (!await IsPresentAsync(signIn, user!, form!))
            return AccountTrouble.PresentPassword.Show(context);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!(await signIn.UserManager.ChangePasswordAsync(user!, form!["present"].ToString(), form["new"].ToString())).Succeeded)
            return AccountTrouble.NewPassword.Show(context);
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
        if (errors.Count > 0)
            return AccountTrouble.Address.Show(context);
        if (!await IsPresentAsync(signIn, user!, form))
            return AccountTrouble.AddressPassword.Show(context);
        // Whether somebody else has the address is not told here.
        await mails.ConfirmAsync(user!, email, cancellationToken);
        return AccountPages.Done("email");
    }

    // With the lockout of the sign-in: a browser left open is no place to try passwords.
    private static async Task<bool> IsPresentAsync(UserSignIn signIn, User user, IFormCollection form) =>
        (await signIn.CheckPasswordSignInAsync(user, form["present"].ToString(), lockoutOnFailure: true)).Succeeded;
}
