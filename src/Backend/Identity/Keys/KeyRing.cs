using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace LeadPlatform.Backend.Identity.Keys;

/// <summary>
/// The keys of the token server, read from the database: tokens survive a restart and several instances share them. The one in use stands first, then those
/// that only validate. OpenIddict is told of every change.
/// </summary>
internal sealed class KeyRing(IServiceScopeFactory scopes, PlatformKeyRing platform, TimeProvider time) : IOptionsChangeTokenSource<OpenIddictServerOptions>, IDisposable
{
    private Keys? _keys;
    private CancellationTokenSource _changed = new();

    /// <summary>Keys that tokens may be signed with: what a validator accepts.</summary>
    public IReadOnlyList<AsymmetricSecurityKey> Signing => Loaded.Signing;

    public IReadOnlyList<SymmetricSecurityKey> Encryption => Loaded.Encryption;

    /// <summary>What new tokens are signed with.</summary>
    public SigningCredentials SigningCredentials => Loaded.Credentials;

    string? IOptionsChangeTokenSource<OpenIddictServerOptions>.Name => Options.DefaultName;

    private Keys Loaded => _keys ?? throw new InvalidOperationException("The keys of the token server are read at start, before anything asks for them.");

    IChangeToken IOptionsChangeTokenSource<OpenIddictServerOptions>.GetChangeToken() => new CancellationChangeToken(_changed.Token);

    /// <summary>Reads the keys, again where they were read before.</summary>
    /// <exception cref="InvalidOperationException">There are none: <c>migrate</c> was not run. Or the platform key that they are wrapped with is missing.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BackendDb>();
        var now = time.GetUtcNow();
        var rows = (await db.IdentityKeys.AsNoTracking().ToListAsync(cancellationToken))
            .OrderByDescending(k => k.Start <= now).ThenByDescending(k => k.Start).ToList();
        var before = _keys;
        if (before is not null && before.Order.SequenceEqual(rows.Select(k => k.KeyId)))
            return;

        var signing = rows.Where(k => k.Use == IdentityKeyUse.Sign).Select(k => Known(before?.Signing, k) ?? k.SigningKey(platform)).ToList();
        var encryption = rows.Where(k => k.Use == IdentityKeyUse.Encrypt).Select(k => Known(before?.Encryption, k) ?? k.EncryptionKey(platform)).ToList();
        if (signing.Count == 0 || encryption.Count == 0)
            throw new InvalidOperationException("Database 'backend' holds no keys of the token server: run 'migrate' first.");
        _keys = new Keys([.. rows.Select(k => k.KeyId)], signing, encryption, KeyMaterial.Credentials(signing[0]));
        await Interlocked.Exchange(ref _changed, new CancellationTokenSource()).CancelAsync();
    }

    public void Dispose() => _changed.Dispose();

    private static T? Known<T>(IReadOnlyList<T>? keys, IdentityKey row) where T : SecurityKey => keys?.FirstOrDefault(key => key.KeyId == row.KeyId);

    private sealed record Keys(
        IReadOnlyList<string> Order, IReadOnlyList<AsymmetricSecurityKey> Signing, IReadOnlyList<SymmetricSecurityKey> Encryption, SigningCredentials Credentials);
}
