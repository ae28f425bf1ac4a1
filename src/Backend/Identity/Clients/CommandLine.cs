using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using PlatformScopes = LeadPlatform.Contracts.Access.Scopes;

namespace LeadPlatform.Backend.Identity.Clients;

/// <summary>The command line: a public client, which signs users in by a code that they confirm in a browser.</summary>
internal static class CommandLine
{
    public const string ClientId = "leads-cli";

    public static OpenIddictApplicationDescriptor Describe()
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = ClientId,
            ClientType = ClientTypes.Public,
            ConsentType = ConsentTypes.Explicit,
            DisplayName = "leads, the command line",
            Permissions =
            {
                Permissions.Endpoints.DeviceAuthorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.DeviceCode, Permissions.GrantTypes.RefreshToken, Permissions.Scopes.Profile,
            },
        };
        client.Permissions.UnionWith(PlatformScopes.All.Where(scope => scope != PlatformScopes.Platform).Select(scope => Permissions.Prefixes.Scope + scope));
        return client;
    }
}
