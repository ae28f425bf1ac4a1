namespace LeadPlatform.ServiceDefaults.PlatformKeys;

/// <summary>Where the platform's keys come from: configuration and files here; a key management service would be another.</summary>
public interface IPlatformKeyProvider
{
    /// <summary>The keys as they are now.</summary>
    /// <exception cref="InvalidOperationException">They can't be used; the message names the setting and holds nothing of a key.</exception>
    ValueTask<PlatformKeySet> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>The versions of the platform's key.</summary>
/// <param name="Current">New secrets are wrapped with it.</param>
/// <param name="ById">All, to unwrap with.</param>
public sealed record PlatformKeySet(PlatformKey Current, IReadOnlyDictionary<string, PlatformKey> ById);
