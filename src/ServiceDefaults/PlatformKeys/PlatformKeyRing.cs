namespace LeadPlatform.ServiceDefaults.PlatformKeys;

/// <summary>The platform's keys as this process knows them. Read before any hosted service starts; what runs earlier calls <see cref="LoadAsync"/> itself.</summary>
public sealed class PlatformKeyRing(IPlatformKeyProvider provider)
{
    private volatile PlatformKeySet? _keys;

    /// <summary>What new secrets are wrapped with.</summary>
    public PlatformKey Current => Loaded.Current;

    private PlatformKeySet Loaded => _keys ?? throw new InvalidOperationException("The platform's keys are read at start, before anything asks for them.");

    /// <summary>The key of that id.</summary>
    /// <exception cref="PlatformKeyMissingException">It is not there.</exception>
    public PlatformKey Get(string id) => Loaded.ById.GetValueOrDefault(id) ?? throw new PlatformKeyMissingException(id);

    /// <summary>Reads the keys, again where they were read before. A failure leaves those that are known.</summary>
    /// <exception cref="InvalidOperationException">They can't be used; the message names the setting.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken) => _keys = await provider.ReadAsync(cancellationToken);
}

/// <summary>Something is wrapped with a key that is in no setting and no file.</summary>
public sealed class PlatformKeyMissingException(string id)
    : InvalidOperationException($"Key '{id}' is not among PlatformKeys:Keys and the files of PlatformKeys:Folder, and something is wrapped with it.")
{
    public string KeyId => id;
}
