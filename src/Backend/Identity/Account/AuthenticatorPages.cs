using LeadPlatform.Auditing;
using LeadPlatform.Backend.Identity.Login;
using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.Backend.Identity.Recovery;
using LeadPlatform.Backend.Identity.Sessions;
using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace LeadPlatform.Backend.Identity.Account;

/// <summary>A second factor by an authenticator app (TOTP, RFC 6238), and the recovery codes for when it is lost.</summary>
internal static class AuthenticatorPages
{
    private const string Path = AccountPages.Path + "/authenticator";
    private const string RemovePath = Path + "/remove";
    private const string CodesPath = AccountPages.Path + "/recovery-codes";
    private const int RecoveryCodes = 10;
    private const int DotsPerModule = 4;
    private const string Wrong = "The code is not right. Wait for the next one and try again.";

    public static void MapAuthenticator(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, EnableAsync).AllowAnonymous().Audited("user.add-authenticator").ExcludeFromDescription();
        app.MapPost(RemovePath, RemoveAsync).AllowAnonymous().Audited("user.remove-authenticator").ExcludeFromDescription();
        app.MapPost(CodesPath, RenewCodesAsync).AllowAnonymous().Audited("user.renew-recovery-codes").ExcludeFromDescription();
    }

    public static Html Section(HttpContext context, User user, int codesLeft) => user.TwoFactorEnabled
        ? Html.Of($"""
            <h2>Authenticator app</h2>
            <p>You enter a code of your app when you sign in with your password. {codesLeft} of your recovery codes are left.</p>
            <form method="post" action="{CodesPath}">{IdentityPage.Antiforgery(context)}<button class="second" type="submit">New recovery codes</button></form>
            <form method="post" action="{RemovePath}">{IdentityPage.Antiforgery(context)}<button class="second" type="submit">Remove the app</button></form>
            """)
        : Html.Of($"""
            <h2>Authenticator app</h2>
            <p>With a code of an app beside your password, a password that somebody learnt opens nothing.</p>
            <nav aria-label="Authenticator app"><a href="{Path}">Set up an app</a></nav>
            """);

    private static async Task<IResult> ShowAsync(HttpContext context, AccountGate gate, UserManager<User> users, IUserStore<User> store, CancellationToken cancellationToken)
    {
        var (user, _, elsewhere) = await gate.EnterAsync(context, recent: true, cancellationToken);
        if (elsewhere is not null)
            return elsewhere;
        if (user!.TwoFactorEnabled)
            return Results.Redirect(AccountPages.Path);
        if (await users.GetAuthenticatorKeyAsync(user) is null)
        {
            // Not by the manager, which would sign the user out everywhere before they have decided.
            await ((IUserAuthenticatorKeyStore<User>)store).SetAuthenticatorKeyAsync(user, users.GenerateNewAuthenticatorKey(), cancellationToken);
            await store.UpdateAsync(user, cancellationToken);
        }

        return await SetUpPageAsync(context, users, user, null);
    }

    private static async Task<IResult> EnableAsync(
        HttpContext context, AccountGate gate, BackendDb db, UserSignIn signIn, SecondFactor factor, UserMails mails, AuditLog audit, CancellationToken cancellationToken)
    {
        var (user, session, form, elsewhere) = await gate.PostAsync(context, recent: true, cancellationToken);
        if (elsewhere is not null)
            return elsewhere;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (user!.TwoFactorEnabled || !await factor.ConfirmAppAsync(user, form![SecondFactorPage.CodeField].ToString()))
            return await SetUpPageAsync(context, signIn.UserManager, user, Wrong);
        await signIn.UserManager.SetTwoFactorEnabledAsync(user, true);
        var codes = await signIn.UserManager.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        return await FinishAsync(context, db, transaction, signIn, mails, audit, user, session!, "user.add-authenticator", "An authenticator app was added to your account.", codes!, cancellationToken);
    }

    private static async Task<IResult> RenewCodesAsync(
        HttpContext context, AccountGate gate, BackendDb db, UserSignIn signIn, UserMails mails, AuditLog audit, CancellationToken cancellationToken)
    {
        var (user, session, _, elsewhere) = await gate.PostAsync(context, recent: true, cancellationToken);
        if (elsewhere is not null)
            return elsewhere;
        if (!user!.TwoFactorEnabled)
        {
            context.NothingToAudit();
            return Results.Redirect(AccountPages.Path);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var codes = await signIn.UserManager.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        return await FinishAsync(context, db, transaction, signIn, mails, audit, user, session!, "user.renew-recovery-codes", "New recovery codes were made for your account; the old ones work no more.", codes!, cancellationToken);
    }

    private static async Task<IResult> RemoveAsync(
        HttpContext context, AccountGate gate, BackendDb db, UserSignIn signIn, UserMails mails, AuditLog audit, CancellationToken cancellationToken)
    {
        var (user, session, _, elsewhere) = await gate.PostAsync(context, recent: true, cancellationToken);
        if (elsewhere is not null)
            return elsewhere;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await signIn.UserManager.SetTwoFactorEnabledAsync(user!, false);
        await signIn.UserManager.ResetAuthenticatorKeyAsync(user!);
        await mails.TellAsync(user!, "The authenticator app was removed from your account.", cancellationToken);
        await audit.AppendAsync(db, context.AuditBy(user!, "user.remove-authenticator", "user", user!.Id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await signIn.StayAsync(user!, session!);
        return AccountPages.Done("app-removed");
    }

    private static async Task<IResult> FinishAsync(
        HttpContext context, BackendDb db, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, UserSignIn signIn, UserMails mails, AuditLog audit,
        User user, UserSession session, string action, string told, IEnumerable<string> codes, CancellationToken cancellationToken)
    {
        await mails.TellAsync(user, told, cancellationToken);
        await audit.AppendAsync(db, context.AuditBy(user, action, "user", user.Id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await signIn.StayAsync(user, session);
        return new IdentityPage("Keep your recovery codes", Html.Of($"""
            <p>If you lose your app, each of these signs you in once. Keep them where you keep your passwords; they are not shown again.</p>
            <ul class="codes">{Html.Join(codes.Select(code => Html.Of($"<li>{code}</li>")))}</ul>
            <nav aria-label="What now"><a href="{AccountPages.Path}">I have kept them</a></nav>
            """)).Show(context);
    }

    private static async Task<IResult> SetUpPageAsync(HttpContext context, UserManager<User> users, User user, string? alert)
    {
        var key = (await users.GetAuthenticatorKeyAsync(user))!;
        var uri = $"otpauth://totp/LeadPlatform:{Uri.EscapeDataString(user.Email!)}?secret={key}&issuer=LeadPlatform&digits=6";
        using var qr = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(qr);
        return (new IdentityPage("Set up an authenticator app", Html.Of($"""
            <p>Scan this with your app:</p>
            <img alt="QR code with the key that stands below" src="data:image/png;base64,{Convert.ToBase64String(png.GetGraphic(DotsPerModule))}" width="192" height="192">
            <p>Or enter this key in it:</p>
            <p class="code">{string.Join(' ', key.Chunk(4).Select(part => new string(part)))}</p>
            <form method="post" action="{Path}">
            <label for="code">Code that the app shows</label>
            <input id="code" name="{SecondFactorPage.CodeField}" type="text" inputmode="numeric" autocomplete="one-time-code" required maxlength="10"{(alert is null ? Html.Empty : new Html(" aria-describedby=\"alert\" aria-invalid=\"true\""))}>
            {IdentityPage.Antiforgery(context)}
            <button type="submit">Continue</button>
            </form>
            <nav aria-label="Other ways"><a href="{AccountPages.Path}">Not now</a></nav>
            """))
        { Alert = alert, Status = alert is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest }).Show(context);
    }
}
