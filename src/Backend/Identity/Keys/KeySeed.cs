using System.Security.Cryptography;
using LeadPlatform.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Identity.Keys;

/// <summary>Makes the first keys of the token server.</summary>
internal sealed class KeySeed(BackendDb db, TimeProvider time) : ISeed
{
    private const int RsaBits = 2048;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        await AddMissingAsync(IdentityKeyUse.Sign, NewSigningKey, cancellationToken);
        await AddMissingAsync(IdentityKeyUse.Encrypt, () => RandomNumberGenerator.GetBytes(32), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task AddMissingAsync(IdentityKeyUse use, Func<byte[]> create, CancellationToken cancellationToken)
    {
        if (await db.IdentityKeys.AnyAsync(k => k.Use == use && k.RetiredAt == null, cancellationToken))
            return;

        db.IdentityKeys.Add(new IdentityKey
        {
            KeyId = RandomNumberGenerator.GetHexString(16, lowercase: true),
            Use = use,
            Material = create(),
            Protection = "none",
            CreatedAt = time.GetUtcNow(),
        });
    }

    private static byte[] NewSigningKey()
    {
        using var rsa = RSA.Create(RsaBits);
        return rsa.ExportPkcs8PrivateKey();
    }
}
