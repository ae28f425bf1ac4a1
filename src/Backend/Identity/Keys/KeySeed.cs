using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Backend.Identity.Keys;

/// <summary>Makes the first keys of the token server.</summary>
internal sealed class KeySeed(BackendDb db, PlatformKeyRing platform, IOptions<KeyOptions> options, TimeProvider time) : ISeed
{
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        await platform.LoadAsync(cancellationToken);
        foreach (var use in Enum.GetValues<IdentityKeyUse>())
        {
            if (!await db.IdentityKeys.AnyAsync(k => k.Use == use && k.RetiredAt == null, cancellationToken))
                db.IdentityKeys.Add(KeyMaterial.NewKey(use, options.Value.Algorithm, platform, time.GetUtcNow()));
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
