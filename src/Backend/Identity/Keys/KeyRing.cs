using System.Security.Cryptography;
using LeadPlatform.Backend.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace LeadPlatform.Backend.Identity.Keys;

/// <summary>
/// The keys of the token server, newest first, read from the database once at start: tokens survive a restart and several instances share them.
/// </summary>
internal sealed class KeyRing(IServiceScopeFactory scopes)
{
    private Keys? _keys;

    /// <summary>Keys that tokens may be signed with: what a validator accepts.</summary>
    public IReadOnlyList<RsaSecurityKey> Signing => Loaded.Signing;

    public IReadOnlyList<SymmetricSecurityKey> Encryption => Loaded.Encryption;

    /// <summary>What new tokens are signed with.</summary>
    public SigningCredentials SigningCredentials => Loaded.Credentials;

    private Keys Loaded => _keys ?? throw new InvalidOperationException("The keys of the token server are read at start, before anything asks for them.");

    /// <exception cref="InvalidOperationException">There are none: <c>migrate</c> was not run.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BackendDb>();
        var rows = await db.IdentityKeys.AsNoTracking().OrderBy(k => k.RetiredAt != null).ThenByDescending(k => k.CreatedAt).ToListAsync(cancellationToken);
        var signing = rows.Where(k => k.Use == IdentityKeyUse.Sign).Select(SigningKey).ToList();
        var encryption = rows.Where(k => k.Use == IdentityKeyUse.Encrypt).Select(k => new SymmetricSecurityKey(k.Material) { KeyId = k.KeyId }).ToList();
        if (signing.Count == 0 || encryption.Count == 0)
            throw new InvalidOperationException("Database 'backend' holds no keys of the token server: run 'migrate' first.");
        _keys = new Keys(signing, encryption, new SigningCredentials(signing[0], SecurityAlgorithms.RsaSha256));
    }

    private static RsaSecurityKey SigningKey(IdentityKey row)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(row.Material, out _);
        return new RsaSecurityKey(rsa) { KeyId = row.KeyId };
    }

    private sealed record Keys(IReadOnlyList<RsaSecurityKey> Signing, IReadOnlyList<SymmetricSecurityKey> Encryption, SigningCredentials Credentials);
}
