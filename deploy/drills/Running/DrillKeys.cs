using LeadPlatform.DataService.PersonalData;
using LeadPlatform.ServiceDefaults.PlatformKeys;

namespace LeadPlatform.Drills.Running;

/// <summary>The platform's key of a drill, which reads what the services have sealed.</summary>
internal sealed class DrillKeys : IPlatformKeyProvider
{
    /// <summary>As the AppHost takes it: base64 of 32 bytes without the sign at its end.</summary>
    public const string Parameter = "YSBrZXkgZm9yIHRoZSBkcmlsbHMsIG9mIDMyIGJ5dGU";

    /// <summary>Under which name the AppHost hands it to services.</summary>
    private const string Id = "k1";

    public static async Task<PersonalSeal> SealAsync(CancellationToken cancellationToken)
    {
        var ring = new PlatformKeyRing(new DrillKeys());
        await ring.LoadAsync(cancellationToken);
        return new PersonalSeal(ring);
    }

    public ValueTask<PlatformKeySet> ReadAsync(CancellationToken cancellationToken)
    {
        var key = new PlatformKey(Id, Convert.FromBase64String(Parameter + "="));
        return ValueTask.FromResult(new PlatformKeySet(key, new Dictionary<string, PlatformKey> { [Id] = key }));
    }
}
