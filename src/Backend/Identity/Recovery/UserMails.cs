using System.Buffers.Text;
using System.Text;
using LeadPlatform.Backend.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PlatformIdentity = LeadPlatform.ServiceDefaults.Callers.IdentityOptions;

namespace LeadPlatform.Backend.Identity.Recovery;

/// <summary>What users are written, and the links in it.</summary>
internal sealed class UserMails(UserManager<User> users, MailQueue mails, IOptions<PlatformIdentity> identity)
{
    public static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    public async Task InviteAsync(User user, CancellationToken cancellationToken)
    {
        var token = await users.GenerateUserTokenAsync(user, InvitationTokens.Provider, InvitationTokens.Purpose);
        await SendAsync(user, "You are invited to LeadPlatform", $"""
            You are invited to LeadPlatform as {user.Role}. Choose your password here, within 3 days:

            {Link(NewPasswordPages.InvitationPath, user, token)}

            If you did not expect this, leave it: without the link nothing happens.
            """, cancellationToken);
    }

    public async Task ResetAsync(User user, CancellationToken cancellationToken)
    {
        var token = await users.GeneratePasswordResetTokenAsync(user);
        await SendAsync(user, "Choose a new password", $"""
            Somebody asked for a new password for your LeadPlatform account. If it was you, choose it here, within an hour:

            {Link(NewPasswordPages.ResetPath, user, token)}

            If it was not you, leave it: your password stays as it is.
            """, cancellationToken);
    }

    public async Task ConfirmAsync(User user, string address, CancellationToken cancellationToken)
    {
        var token = await users.GenerateChangeEmailTokenAsync(user, address);
        await mails.SendAsync(new MailMessage(address, user.Name, "Confirm your e-mail address", $"""
            Hello {user.Name},

            confirm that this is the address of your LeadPlatform account, within an hour:

            {Link(ConfirmEmailPage.Path, user, token)}&email={Uri.EscapeDataString(address)}

            Until then the address from before stays.
            """), cancellationToken);
    }

    /// <summary>Tells the user of a change of how they sign in, which they may not have made.</summary>
    public Task TellAsync(User user, string what, CancellationToken cancellationToken) => SendAsync(user, "Your LeadPlatform account has changed", $"""
        {what}

        If it was not you, reset your password and tell an administrator: {new Uri(identity.Value.Issuer!, "connect/forgot")}
        """, cancellationToken);

    /// <returns>Null where the link does not name a user.</returns>
    public async Task<(User User, string Token)?> OpenAsync(string? userId, string? code)
    {
        if (!Guid.TryParse(userId, out _) || code is null || !Base64Url.IsValid(code) || await users.FindByIdAsync(userId) is not { Disabled: false } user)
            return null;
        return (user, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(code)));
    }

    private Task SendAsync(User user, string subject, string text, CancellationToken cancellationToken) =>
        mails.SendAsync(new MailMessage(user.Email!, user.Name, subject, $"Hello {user.Name},\n\n{text}"), cancellationToken);

    private string Link(string path, User user, string token) =>
        $"{new Uri(identity.Value.Issuer!, path)}?user={user.Id}&code={Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token))}";
}
