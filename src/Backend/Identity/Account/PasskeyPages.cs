using System.Buffers.Text;
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
    public const string Refused = "The passkey was not added. Try again.";

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
        <h2>Passkeys</h2>
        <p>Sign in with your fingerprint, face, PIN or a security key, without a password.</p>
        <ul class="list">
        {Html.Join(passkeys.OrderBy(p => p.CreatedAt).Select(passkey => Html.Of($"""
            <li><span>{passkey.Name}<small>Added on {passkey.CreatedAt.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}</small></span>
            <form method="post" action="{Path}/remove"><input type="hidden" name="id" value="{Base64Url.EncodeToString(passkey.CredentialId)}">{IdentityPage.Antiforgery(context)}<button class="second" type="submit" aria-label="Remove the passkey {passkey.Name}">Remove</button></form></li>
            """)))}
        </ul>
        <form method="post" action="{Path}" data-passkey="create" data-options="{Path}/options">
        <input type="hidden" name="{PasskeySignIn.CredentialField}" value="">
        {IdentityPage.Antiforgery(context)}
        <p class="alert" role="alert" data-passkey-trouble hidden></p>
        <button class="second" type="submit">Add a passkey</button>
        </form>
        """);

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
            return Trouble(context);
        passkey.Name = DeviceName.Of(context.Request.Headers[HeaderNames.UserAgent]);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!(await signIn.UserManager.AddOrUpdatePasskeyAsync(user!, passkey)).Succeeded)
            return Trouble(context);
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

    private static IResult Trouble(HttpContext context)
    {
        context.NothingToAudit();
        return Results.Redirect(AccountPages.Path + "?trouble=passkey");
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
