using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Backend.Identity.Recovery;

/// <summary>Links of invitations live longer than links to reset a password. Each works once: it ends with the password it sets.</summary>
internal sealed class InvitationTokens(IDataProtectionProvider protection, IOptions<InvitationTokenOptions> options, ILogger<DataProtectorTokenProvider<User>> logger)
    : DataProtectorTokenProvider<User>(protection, options, logger)
{
    public const string Provider = "Invitation";
    public const string Purpose = "invitation";
}

internal sealed class InvitationTokenOptions : DataProtectionTokenProviderOptions
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    public InvitationTokenOptions() => (Name, TokenLifespan) = (InvitationTokens.Provider, Lifetime);
}
