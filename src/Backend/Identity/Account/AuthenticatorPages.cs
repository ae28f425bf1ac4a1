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
    private const int FewCodes = 3;
    private const int DotsPerModule = 4;
    private const string Wrong = "The code is not right. Enter the next one; if that fails too, look whether your telephone's clock is right.";

    public static void MapAuthenticator(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, EnableAsync).AllowAnonymous().Audited("user.add-authenticator").ExcludeFromDescription();
        app.MapPost(RemovePath, RemoveAsync).AllowAnonymous().Audited("user.remove-authenticator").ExcludeFromDescription();
        app.MapPost(CodesPath, RenewCodesAsync).AllowAnonymous().Audited("user.renew-recovery-codes").ExcludeFromDescription();
    }

    public static Html Line(HttpContext context, User user, int codesLeft)
    {
        if (!user.TwoFactorEnabled)
            return Html.Of($"""<div class="line"><span class="line-name">Authenticator app</span><span class="line-value">Off. With it, a password that somebody learnt opens nothing.</span><a class="btn" href="{Path}" aria-label="Set up an authenticator app">Set up</a></div>""");
        var renew = new Question("codes", "New recovery codes", "Make new recovery codes?", "The old ones work no more. You see the new ones once.", "Make new codes");
        var remove = new Question("app", "Remove", "Remove the authenticator app?", "Your password alone signs you in then, and your recovery codes are gone.", "Remove the app") { Name = "Remove the authenticator app" };
        return Html.Of($"""
            <div class="line"><span class="line-name">Authenticator app</span><span class="line-value">On. <span{(codesLeft < FewCodes ? new Html(" class=\"few\"") : Html.Empty)}>{codesLeft} of your recovery codes are left.</span></span>
            <span class="buttons">{renew.Show(CodesPath, IdentityPage.Antiforgery(context))}{remove.Show(RemovePath, IdentityPage.Antiforgery(context))}</span></div>
            """);
    }

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
        return CodesPage(codes.ToList()).Show(context);
    }

    private static IdentityPage CodesPage(List<string> codes) => new("Keep your recovery codes", Html.Of($"""
        <ul class="codes">{Html.Join(codes.Select(code => Html.Of($"<li>{code}</li>")))}</ul>
        <p>Keep them where you keep your passwords. They are not shown again.</p>
        <div class="stack">
        <a class="btn btn-main" href="{AccountPages.Path}">I have kept them</a>
        <a class="btn btn-wide" download="leadplatform-recovery-codes.txt" href="data:text/plain;charset=utf-8,{Uri.EscapeDataString(string.Join('\n', codes) + '\n')}">Save as a file</a>
        </div>
        """))
    { Lead = new Html("If you lose your app, each of these signs you in once.") };

    private static async Task<IResult> SetUpPageAsync(HttpContext context, UserManager<User> users, User user, string? alert)
    {
        var key = (await users.GetAuthenticatorKeyAsync(user))!;
        var uri = $"otpauth://totp/LeadPlatform:{Uri.EscapeDataString(user.Email!)}?secret={key}&issuer=LeadPlatform&digits=6";
        using var qr = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(qr);
        var code = new Field("code", "Code that the app shows", "text", "one-time-code") { Name = SecondFactorPage.CodeField, MaxLength = 10, Digits = true, Wrong = alert is not null, Focus = alert is not null };
        return new IdentityPage("Set up an authenticator app", Html.Of($"""
            <form method="post" action="{Path}">
            <ol class="steps">
            <li><p>Scan this with your app:</p>
            <img class="qr" alt="QR code with the key that stands below" src="data:image/png;base64,{Convert.ToBase64String(png.GetGraphic(DotsPerModule))}" width="208" height="208">
            <p class="quiet">Or type this key into it:</p>
            <p class="key">{string.Join(' ', key.Chunk(4).Select(part => new string(part)))}</p></li>
            <li>{code.Show()}</li>
            </ol>
            {IdentityPage.Antiforgery(context)}
            <button class="btn btn-main" type="submit">Turn it on</button>
            </form>
            <nav class="ways" aria-label="Other ways"><a href="{AccountPages.Path}">Not now</a></nav>
            """))
        { Alert = alert, Status = alert is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest }.Show(context);
    }
}
