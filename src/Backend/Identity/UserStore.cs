using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace LeadPlatform.Backend.Identity;

/// <summary>Users in the database. What an authenticator app shares with us, and recovery codes, are wrapped: a copy of the database makes no codes.</summary>
internal sealed class UserStore(BackendDb db, PlatformKeyRing platform, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<User, BackendDb, Guid>(db, describer)
{
    private const char Separator = ':';

    public override Task SetTokenAsync(User user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : Wrap(value, Purpose(user, name)), cancellationToken);

    public override async Task<string?> GetTokenAsync(User user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } value ? Unwrap(value, Purpose(user, name)) : null;

    private static string Purpose(User user, string name) => $"user-token:{user.Id}:{name}";

    private string Wrap(string value, string purpose) =>
        $"{platform.Current.Id}{Separator}{Convert.ToBase64String(platform.Current.Wrap(System.Text.Encoding.UTF8.GetBytes(value), purpose))}";

    private string Unwrap(string value, string purpose)
    {
        var at = value.IndexOf(Separator, StringComparison.Ordinal);
        return System.Text.Encoding.UTF8.GetString(platform.Get(value[..at]).Unwrap(Convert.FromBase64String(value[(at + 1)..]), purpose));
    }
}
