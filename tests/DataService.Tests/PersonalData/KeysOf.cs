using System.Security.Cryptography;
using System.Text;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.ServiceDefaults.PlatformKeys;

namespace LeadPlatform.DataService.Tests.PersonalData;

/// <summary>Platform keys by name: a name is always the same key.</summary>
internal static class KeysOf
{
    public static string Base64(string name) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <param name="current">What is wrapped with.</param>
    /// <param name="others">What is known too.</param>
    public static async Task<PlatformKeyRing> RingAsync(string current, params string[] others)
    {
        var keys = new[] { current }.Concat(others).ToDictionary(name => name, name => new PlatformKey(name, Convert.FromBase64String(Base64(name))));
        var ring = new PlatformKeyRing(new Fixed(new PlatformKeySet(keys[current], keys)));
        await ring.LoadAsync(TestContext.Current.CancellationToken);
        return ring;
    }

    public static async Task<PersonalSeal> SealAsync(string current, params string[] others) => new(await RingAsync(current, others));

    private sealed class Fixed(PlatformKeySet keys) : IPlatformKeyProvider
    {
        public ValueTask<PlatformKeySet> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(keys);
    }
}
