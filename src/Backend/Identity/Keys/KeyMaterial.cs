using System.Security.Cryptography;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Microsoft.IdentityModel.Tokens;

namespace LeadPlatform.Backend.Identity.Keys;

/// <summary>Makes keys of the token server, and takes them out of their rows.</summary>
internal static class KeyMaterial
{
    private const int RsaBits = 2048;

    public static IdentityKey NewKey(IdentityKeyUse use, string algorithm, PlatformKeyRing platform, DateTimeOffset now, DateTimeOffset? usedFrom = null)
    {
        var keyId = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var material = use == IdentityKeyUse.Sign ? NewSigningKey(algorithm) : RandomNumberGenerator.GetBytes(32);
        return new IdentityKey
        {
            KeyId = keyId,
            Use = use,
            Material = platform.Current.Wrap(material, Purpose(keyId)),
            Protection = platform.Current.Id,
            CreatedAt = now,
            UsedFrom = usedFrom,
        };
    }

    /// <summary>Wraps it with the current platform key where it is not.</summary>
    public static bool Rewrap(this IdentityKey row, PlatformKeyRing platform)
    {
        if (row.Protection == platform.Current.Id)
            return false;
        (row.Material, row.Protection) = (platform.Current.Wrap(row.Plain(platform), Purpose(row.KeyId)), platform.Current.Id);
        return true;
    }

    public static AsymmetricSecurityKey SigningKey(this IdentityKey row, PlatformKeyRing platform)
    {
        var material = row.Plain(platform);
        var rsa = RSA.Create();
        try
        {
            rsa.ImportPkcs8PrivateKey(material, out _);
            return new RsaSecurityKey(rsa) { KeyId = row.KeyId };
        }
        catch (CryptographicException)
        {
            rsa.Dispose();
            var ecdsa = ECDsa.Create();
            ecdsa.ImportPkcs8PrivateKey(material, out _);
            return new ECDsaSecurityKey(ecdsa) { KeyId = row.KeyId };
        }
    }

    public static SymmetricSecurityKey EncryptionKey(this IdentityKey row, PlatformKeyRing platform) => new(row.Plain(platform)) { KeyId = row.KeyId };

    public static SigningCredentials Credentials(AsymmetricSecurityKey key) => new(key, key is RsaSecurityKey ? SecurityAlgorithms.RsaSha256 : SecurityAlgorithms.EcdsaSha256);

    private static byte[] Plain(this IdentityKey row, PlatformKeyRing platform) =>
        row.Protection == IdentityKey.Unprotected ? row.Material : platform.Get(row.Protection).Unwrap(row.Material, Purpose(row.KeyId));

    private static byte[] NewSigningKey(string algorithm)
    {
        using AsymmetricAlgorithm key = algorithm == SecurityAlgorithms.EcdsaSha256 ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(RsaBits);
        return key.ExportPkcs8PrivateKey();
    }

    private static string Purpose(string keyId) => $"identity-key:{keyId}";
}
