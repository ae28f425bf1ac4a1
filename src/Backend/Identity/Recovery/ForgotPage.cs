using LeadPlatform.Backend.Identity.Login;
using LeadPlatform.Backend.Identity.Pages;
using LeadPlatform.ServiceDefaults.Auditing;
using Microsoft.AspNetCore.Identity;

namespace LeadPlatform.Backend.Identity.Recovery;

/// <summary><c>/connect/forgot</c>: sends a link to choose a new password, and answers the same whoever it is for. A user who never accepted an invitation gets that again.</summary>
internal static class ForgotPage
{
    public const string Path = "/connect/forgot";

    public static void MapForgot(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext context) => Page(context, null).Show(context)).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, SendAsync).AllowAnonymous().NotAudited("nothing changes before the link is used").ExcludeFromDescription();
    }

    private static async Task<IResult> SendAsync(HttpContext context, UserManager<User> users, UserMails mails, CancellationToken cancellationToken)
    {
        if (await PageForms.ReadAsync(context, cancellationToken) is not { } form)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        if (await PageForms.ReadOwnAsync(context, cancellationToken) is null)
            return (Page(context, PageForms.Expired) with { Status = StatusCodes.Status400BadRequest }).Show(context);
        var email = form["email"].ToString();
        if (email.Length is > 0 and <= 254 && await users.FindByEmailAsync(email) is { Disabled: false } user)
            await (user.PasswordHash is null ? mails.InviteAsync(user, cancellationToken) : mails.ResetAsync(user, cancellationToken));
        return new IdentityPage("Check your e-mail", Html.Of($"""
            <p>Nothing there after a few minutes? Look among the spam, or ask an administrator of your platform.</p>
            <nav class="ways" aria-label="What now"><a href="{LoginPage.Path}">Back to the sign-in</a></nav>
            """))
        { Lead = new Html("If there is an account with this address, a link is on its way to it. It works for an hour.") }.Show(context);
    }

    private static IdentityPage Page(HttpContext context, string? alert) => new("Forgot your password?", Html.Of($"""
        <form method="post" action="{Path}">
        {new Field("email", "E-mail", "email", "username") { MaxLength = 254, Focus = true }.Show()}
        {IdentityPage.Antiforgery(context)}
        <button class="btn btn-main" type="submit">Send the link</button>
        </form>
        <nav class="ways" aria-label="Other ways"><a href="{LoginPage.Path}">Back to the sign-in</a></nav>
        """))
    { Alert = alert, Lead = new Html("We send you a link to choose a new one.") };
}
