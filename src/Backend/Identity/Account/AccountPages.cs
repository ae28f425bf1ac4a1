using LeadPlatform.Backend.Identity.Login;
using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.Backend.Identity.Sessions;
using LeadPlatform.ServiceDefaults.Auditing;
using Microsoft.AspNetCore.Identity;

namespace LeadPlatform.Backend.Identity.Account;

/// <summary><c>/connect/account</c>: how a user signs in, and where they are signed in.</summary>
internal static class AccountPages
{
    public const string Path = "/connect/account";

    private const string EndPath = Path + "/sessions/end";

    private static readonly Dictionary<string, string> Notices = new()
    {
        ["password"] = "Your password is changed. You are signed out everywhere else.",
        ["app-removed"] = "Your authenticator app is removed.",
        ["passkey"] = "Your passkey is added.",
        ["passkey-removed"] = "The passkey is removed.",
        ["session"] = "It is signed out there.",
        ["email"] = "We sent a link to the new address. Open it to finish.",
    };

    public static void MapAccount(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(EndPath, EndSessionAsync).AllowAnonymous().Audited("session.end").ExcludeFromDescription();
        app.MapPasswordChange();
        app.MapAuthenticator();
        app.MapPasskeys();
    }

    public static IResult Done(string what) => Results.Redirect($"{Path}?{PageForms.DoneField}={what}");

    private static async Task<IResult> ShowAsync(
        HttpContext context, AccountGate gate, UserManager<User> users, UserSessions sessions, TimeProvider time, CancellationToken cancellationToken)
    {
        var (user, session, elsewhere) = await gate.EnterAsync(context, recent: false, cancellationToken);
        if (elsewhere is not null)
            return elsewhere;
        var trouble = AccountTrouble.Of(context);
        var codesLeft = await users.CountRecoveryCodesAsync(user!);
        var passkeys = await users.GetPasskeysAsync(user!);
        var open = await sessions.OfUserAsync(user!.Id, cancellationToken);
        var body = Html.Of($"""
            <section class="panel" aria-labelledby="sign-in">
            <div class="panel-head"><h2 id="sign-in">How you sign in</h2></div>
            {PasswordChange.Lines(context, user, trouble)}
            {AuthenticatorPages.Line(context, user, codesLeft)}
            </section>
            {PasskeyPages.Section(context, passkeys)}
            {Sessions(context, session!, open, time.GetUtcNow())}
            """);
        return new IdentityPage("Your account", body)
        {
            Wide = true,
            Passkeys = true,
            Lead = Html.Of($"{user.Name}, {user.Role}"),
            Notice = trouble is null ? PageForms.Told(context, Notices) : null,
            Alert = trouble?.Text,
        }.Show(context);
    }

    private static Html Sessions(HttpContext context, UserSession current, List<UserSession> sessions, DateTimeOffset now)
    {
        var everywhere = new Question("everywhere", "Sign out everywhere", "Sign out everywhere?", "Every browser and command line is signed out within seconds, this one too.", "Sign out everywhere");
        return Html.Of($"""
            <section class="panel" aria-labelledby="sessions">
            <div class="panel-head">
            <div><h2 id="sessions">Where you are signed in</h2></div>
            {everywhere.Show(EndPath, Html.Of($"""<input type="hidden" name="session" value="all">{IdentityPage.Antiforgery(context)}"""))}
            </div>
            <ul class="lines">
            {Html.Join(sessions.Select(session => Html.Of($"""
                <li class="line line-two"><span class="line-name">{session.Device}{(session.SessionId == current.SessionId ? new Html("""<span class="mark">This browser</span>""") : Html.Empty)}<small>Signed in {Ago(now - session.CreatedAt)}, last used {Ago(now - session.SeenAt)}</small></span>
                <form method="post" action="{EndPath}"><input type="hidden" name="session" value="{session.SessionId.ToString()}">{IdentityPage.Antiforgery(context)}<button class="btn" type="submit" aria-label="Sign out {session.Device}, signed in {Ago(now - session.CreatedAt)}">Sign out</button></form></li>
                """)))}
            </ul>
            </section>
            """);
    }

    private static async Task<IResult> EndSessionAsync(HttpContext context, AccountGate gate, UserSessions sessions, CancellationToken cancellationToken)
    {
        var (user, session, form, elsewhere) = await gate.PostAsync(context, recent: false, cancellationToken);
        if (elsewhere is not null)
            return elsewhere;
        if (form!["session"] == "all")
        {
            await sessions.EndAllAsync(user!.Id, context.AuditBy(user, "session.end-all", "user", user.Id), cancellationToken);
            return Results.Redirect(LoginPage.After("everywhere"));
        }

        if (Guid.TryParse(form["session"], out var id))
            await sessions.EndAsync(user!.Id, id, context.AuditBy(user, "session.end", "session", id), cancellationToken);
        else
            context.NothingToAudit();
        return Done("session");
    }

    private static string Ago(TimeSpan span) => span switch
    {
        { TotalMinutes: < 10 } => "just now",
        { TotalHours: < 2 } => $"{(int)span.TotalMinutes} minutes ago",
        { TotalDays: < 2 } => $"{(int)span.TotalHours} hours ago",
        _ => $"{(int)span.TotalDays} days ago",
    };
}
