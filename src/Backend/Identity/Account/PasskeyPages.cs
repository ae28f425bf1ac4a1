using System.Buffers.Text;
using System.Globalization;
using LeadPlatform.Auditing;
using LeadPlatform.Backend.Identity.Login;
using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.Backend.Identity.Recovery;
using LeadPlatform.Backend.Identity.Sessions;
using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Net.Http.Headers;

namespace LeadPlatform.Backend.Identity.Account;

/// <summary>A user's passkeys (WebAuthn): added and removed.</summary>
internal static class PasskeyPages
{
    private const string Path = AccountPages.Path + "/passkeys";
    private const int MostPasskeys = 20;
    private const int MaxCredentialLength = 32 * 1024;

    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        app.MapPost(Path + "/options", OptionsAsync).AllowAnonymous().NotAudited("it reads").ExcludeFromDescription();
        app.MapPost(Path, AddAsync).AllowAnonymous().Audited("user.add-passkey").ExcludeFromDescription();
        app.MapPost(Path + "/remove", RemoveAsync).AllowAnonymous().Audited("user.remove-passkey").ExcludeFromDescription();
    }

    public static Html Section(HttpContext context, IList<UserPasskeyInfo> passkeys) => Html.Of($"""
        <section class="panel" aria-labelledby="passkeys">
        <form class="panel-head" method="post" action="{Path}" data-passkey="create" data-options="{Path}/options">
        <div><h2 id="passkeys">Passkeys</h2><p class="quiet">Sign in with your fingerprint, face, PIN or a security key, without a password.</p></div>
        <input type="hidden" name="{PasskeySignIn.CredentialField}" value="">
        {IdentityPage.Antiforgery(context)}
        <button class="btn" type="submit">Add a passkey</button>
        <p class="alert" role="alert" data-passkey-trouble hidden></p>
        </form>
        {(passkeys.Count == 0 ? new Html("""<p class="empty">You have none yet.</p>""") : Html.Of($"""<ul class="lines">{Html.Join(passkeys.OrderBy(p => p.CreatedAt).Select((passkey, i) => Line(context, passkey, i)))}</ul>"""))}
        </section>
        """);

    private static Html Line(HttpContext context, UserPasskeyInfo passkey, int number)
    {
        var added = passkey.CreatedAt.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);
        var remove = new Question($"passkey-{number}", "Remove", $"Remove this passkey of {passkey.Name}?", "It signs you in no more. Your device may keep it in its own list until you delete it there too.", "Remove the passkey")
        {
            Name = $"Remove the passkey of {passkey.Name}, added on {added}",
        };
        return Html.Of($"""
            <li class="line line-two"><span class="line-name">{passkey.Name}<small>Added on {added}</small></span>
            <span>{remove.Show(Path + "/remove", Html.Of($"""<input type="hidden" name="id" value="{Base64Url.EncodeToString(passkey.CredentialId)}">{IdentityPage.Antiforgery(context)}"""))}</span></li>
            """);
    }

    private static async Task<IResult> OptionsAsync(HttpContext context, AccountGate gate, UserSignIn signIn, CancellationToken cancellationToken)
    {
        var (user, _, _, elsewhere) = await gate.PostAsync(context, recent: true, cancellationToken);
        return elsewhere is not null || (await signIn.UserManager.GetPasskeysAsync(user!)).Count >= MostPasskeys
            ? Results.StatusCode(StatusCodes.Status400BadRequest)
            : Results.Content(
                await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user!.Id.ToString(), Name = user.Email!, DisplayName = user.Name }), "application/json");
    }

    private static async Task<IResult> AddAsync(
        HttpContext context, AccountGate gate, BackendDb db, UserSignIn signIn, UserMails mails, AuditLog audit, CancellationToken cancellationToken)
    {
        var (user, session, form, elsewhere) = await gate.PostAsync(context, recent: true, cancellationToken);
        if (elsewhere is not null)
            return elsewhere;
        if (await AttestAsync(signIn, user!, form![PasskeySignIn.CredentialField].ToString()) is not { } passkey)
            return AccountTrouble.Passkey.Show(context);
        passkey.Name = DeviceName.Of(context.Request.Headers[HeaderNames.UserAgent]);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!(await signIn.UserManager.AddOrUpdatePasskeyAsync(user!, passkey)).Succeeded)
            return AccountTrouble.Passkey.Show(context);
        await FinishAsync(context, db, signIn, mails, audit, user!, session!, "user.add-passkey", "A passkey was added to your account.", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return AccountPages.Done("passkey");
    }

    private static async Task<IResult> RemoveAsync(
        HttpContext context, AccountGate gate, BackendDb db, UserSignIn signIn, UserMails mails, AuditLog audit, CancellationToken cancellationToken)
    {
        var (user, session, form, elsewhere) = await gate.PostAsync(context, recent: true, cancellationToken);
        if (elsewhere is not null)
            return elsewhere;
        var id = form!["id"].ToString();
        if (!Base64Url.IsValid(id))
        {
            context.NothingToAudit();
            return Results.Redirect(AccountPages.Path);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await signIn.UserManager.RemovePasskeyAsync(user!, Base64Url.DecodeFromChars(id));
        await FinishAsync(context, db, signIn, mails, audit, user!, session!, "user.remove-passkey", "A passkey was removed from your account.", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return AccountPages.Done("passkey-removed");
    }

    private static async Task FinishAsync(
        HttpContext context, BackendDb db, UserSignIn signIn, UserMails mails, AuditLog audit, User user, UserSession session, string action, string told, CancellationToken cancellationToken)
    {
        await mails.TellAsync(user, told, cancellationToken);
        await audit.AppendAsync(db, context.AuditBy(user, action, "user", user.Id), cancellationToken);
        await signIn.StayAsync(user, session);
    }

    private static async Task<UserPasskeyInfo?> AttestAsync(UserSignIn signIn, User user, string credential)
    {
        if (credential.Length is 0 or > MaxCredentialLength)
            return null;
        try
        {
            var result = await signIn.PerformPasskeyAttestationAsync(credential);
            return result.Succeeded && result.UserEntity.Id == user.Id.ToString() ? result.Passkey : null;
        }
        catch (InvalidOperationException)
        {
            // No options were asked for in this browser, or they were used already.
            return null;
        }
    }
}
