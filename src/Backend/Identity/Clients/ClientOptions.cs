using LeadPlatform.Contracts.Access;

namespace LeadPlatform.Backend.Identity.Clients;

/// <summary><c>Identity:Clients:{name}</c>: the OAuth clients of the platform's own services, and others that an operator names.</summary>
internal sealed class ClientOptions
{
    public const string Section = "Identity:Clients";

    /// <summary>The console: the one client that signs users in by a redirect.</summary>
    public const string Console = "frontend";

    public const int MinSecretLength = 16;

    /// <summary>At least <see cref="MinSecretLength"/> characters.</summary>
    public string? Secret { get; set; }

    /// <summary>What the client stands for: <c>service</c> (default: one of the platform's own), <c>admin</c> or <c>manager</c>, such as a nightly job of the command line.</summary>
    public string Role { get; set; } = Roles.Service;

    /// <summary>Space-separated: what it may at most. Default: all that the role has.</summary>
    public string? Scopes { get; set; }
}
