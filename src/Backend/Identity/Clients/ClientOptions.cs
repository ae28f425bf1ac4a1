namespace LeadPlatform.Backend.Identity.Clients;

/// <summary><c>Identity:Clients:{name}:Secret</c>: the OAuth clients of the platform's own services.</summary>
internal sealed class ClientOptions
{
    public const string Section = "Identity:Clients";

    /// <summary>The console: the one client that signs users in.</summary>
    public const string Console = "frontend";

    public const int MinSecretLength = 16;

    /// <summary>At least <see cref="MinSecretLength"/> characters.</summary>
    public string? Secret { get; set; }
}
