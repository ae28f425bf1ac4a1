using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.Backend.Identity.Sessions;
using LeadPlatform.ServiceDefaults.Auditing;
using Microsoft.AspNetCore.Identity;

namespace LeadPlatform.Backend.Identity.Account;

/// <summary><c>/connect/account</c>: how a user signs in, and where they are signed in.</summary>
internal static class AccountPages
{
    public const string Path = "/connect/account";
    public const string DoneField = "done";

    private static readonly Dictionary<string, string> Notices = new()
    {
        ["password"] = "Your password is changed. You are signed out everywhere else.",
        ["app"] = "Your authenticator app is set up.",
        ["app-removed"] = "Your authenticator app is removed.",
        ["passkey"] = "Your passkey is added.",
        ["passkey-removed"] = "The passkey is removed.",
        ["session"] = "That session is ended.",
        ["email"] = "We sent a link to the new address. Open it to finish.",
    };

    public static void MapAccount(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path + "/sessions/end", EndSessionAsync).AllowAnonymous().Audited("session.end").ExcludeFromDescription();
        app.MapPasswordChange();
        app.MapAuthenticator();
        app.MapPasskeys();
    }

    public static IResult Done(string what) => Results.Redirect($"{Path}?{DoneField}={what}");

    private static async Task<IResult> ShowAsync(
        HttpContext context, AccountGate gate, UserManager<User> users, UserSessions sessions, TimeProvider time, CancellationToken cancellationToken)
    {
        var (user, session, elsewhere) = await gate.EnterAsync(context, recent: false, cancellationToken);
        if (elsewhere is not null)
            return elsewhere;
        var body = Html.Join(
        [
            Html.Of($"""<p>{user!.Name}, {user.Email}</p><nav aria-label="Platform"><a href="/console">Back to the console</a></nav>"""),
            PasswordChange.Section(context, user),
            AuthenticatorPages.Section(context, user, await users.CountRecoveryCodesAsync(user)),
            PasskeyPages.Section(context, await users.GetPasskeysAsync(user)),
            Sessions(context, session!, await sessions.OfUserAsync(user.Id, cancellationToken), time.GetUtcNow()),
        ]);
        return new IdentityPage("Your account", body)
        {
            Wide = true,
            Passkeys = true,
            Notice = Notices.GetValueOrDefault(context.Request.Query[DoneField].ToString()),
            Alert = context.Request.Query["trouble"] == "password" ? PasswordChange.Wrong : context.Request.Query["trouble"] == "passkey" ? PasskeyPages.Refused : null,
        }.Show(context);
    }

    private static Html Sessions(HttpContext context, UserSession current, List<UserSession> sessions, DateTimeOffset now) => Html.Of($"""
        <h2>Where you are signed in</h2>
        <ul class="list">
        {Html.Join(sessions.Select(session => Html.Of($"""
            <li><span>{session.Device}{(session.SessionId == current.SessionId ? ", this browser" : "")}<small>Signed in {Ago(now - session.CreatedAt)}, last used {Ago(now - session.SeenAt)}</small></span>
            <form method="post" action="{Path}/sessions/end"><input type="hidden" name="session" value="{session.SessionId.ToString()}">{IdentityPage.Antiforgery(context)}<button class="second" type="submit" aria-label="Sign out of {session.Device}">Sign out</button></form></li>
            """)))}
        </ul>
        <form method="post" action="{Path}/sessions/end"><input type="hidden" name="session" value="all">{IdentityPage.Antiforgery(context)}<button class="second" type="submit">Sign out everywhere</button></form>
        """);

    private static async Task<IResult> EndSessionAsync(HttpContext context, AccountGate gate, UserSessions sessions, CancellationToken cancellationToken)
    {
        var (user, session, form, elsewhere) = await gate.PostAsync(context, recent: false, cancellationToken);
        if (elsewhere is not null)
            return elsewhere;
        if (form!["session"] == "all")
            await sessions.EndAllAsync(user!.Id, context.AuditBy(user, "session.end-all", "user", user.Id), cancellationToken);
        else if (Guid.TryParse(form["session"], out var id))
            await sessions.EndAsync(user!.Id, id, context.AuditBy(user, "session.end", "session", id), cancellationToken);
        else
            context.NothingToAudit();
        return Done("session");
    }

    private static string Ago(TimeSpan span) => span switch
    {
        { TotalMinutes: < 10 } => "just now",
        { TotalHours: < 2 } => $"{span.TotalMinutes:0} minutes ago",
        { TotalDays: < 2 } => $"{span.TotalHours:0} hours ago",
        _ => $"{span.TotalDays:0} days ago",
    };
}
