namespace LeadPlatform.ServiceDefaults.StartUp;

/// <summary>Who keeps what travels between services and stores from other eyes.</summary>
public sealed class TransportOptions
{
    public const string Section = "Transport";

    /// <summary>
    /// Names of connection strings (<c>leads</c>, <c>redis</c>) that need no TLS of their own, because a service mesh or the network encrypts them. Default: none.
    /// Stores on the same machine are never asked for it.
    /// </summary>
    public List<string> EncryptedElsewhere { get; } = [];
}
