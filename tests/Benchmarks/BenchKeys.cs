using LeadPlatform.DataService.PersonalData;
using LeadPlatform.ServiceDefaults.PlatformKeys;

namespace LeadPlatform.Benchmarks;

internal sealed class BenchKeys : IPlatformKeyProvider
{
    private static readonly PlatformKey Key = new("bench-1", "a key for benchmarks, of 32 bytes"u8[..PlatformKey.Size]);

    public static PersonalSeal Seal()
    {
        var ring = new PlatformKeyRing(new BenchKeys());
        ring.LoadAsync(CancellationToken.None).GetAwaiter().GetResult();
        return new PersonalSeal(ring);
    }

    public ValueTask<PlatformKeySet> ReadAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new PlatformKeySet(Key, new Dictionary<string, PlatformKey> { [Key.Id] = Key }));
}
