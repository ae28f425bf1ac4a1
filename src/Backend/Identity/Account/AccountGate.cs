using LeadPlatform.Backend.Identity.Login;
using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.Backend.Identity.Sessions;
using LeadPlatform.ServiceDefaults.Auditing;

namespace LeadPlatform.Backend.Identity.Account;

/// <summary>Lets who is signed in to their account; a change of how they sign in asks for a password or passkey shown in the last quarter of an hour.</summary>
internal sealed class AccountGate(SignedIn signedIn, TimeProvider time)
{
    /// <returns>The user, or where to send the browser.</returns>
    public async Task<(User? User, UserSession? Session, IResult? Elsewhere)> EnterAsync(HttpContext context, bool recent, CancellationToken cancellationToken)
    {
        if (await signedIn.FindAsync(context, cancellationToken) is not var (user, session))
            return (null, null, Results.Redirect(LoginPage.AddressFor(AccountPages.Path)));
        return recent && session.AuthenticatedAt < time.GetUtcNow() - SignedIn.Recent
            ? (null, null, Results.Redirect(LoginPage.AddressFor(HttpMethods.IsGet(context.Request.Method) ? context.Request.Path : AccountPages.Path, "again")))
            : (user, session, null);
    }

    /// <summary>As <see cref="EnterAsync"/>, with a form of this server's own page.</summary>
    public async Task<(User? User, UserSession? Session, IFormCollection? Form, IResult? Elsewhere)> PostAsync(HttpContext context, bool recent, CancellationToken cancellationToken)
    {
        var (user, session, elsewhere) = await EnterAsync(context, recent, cancellationToken);
        var form = elsewhere is null ? await PageForms.ReadOwnAsync(context, cancellationToken) : null;
        if (form is not null)
            return (user, session, form, null);
        context.NothingToAudit();
        return (null, null, null, elsewhere ?? AccountTrouble.Expired.Show(context));
    }
}
