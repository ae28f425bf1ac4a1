using LeadPlatform.Backend.Storage;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using PlatformScopes = LeadPlatform.Contracts.Access.Scopes;

namespace LeadPlatform.Backend.Identity.Clients;

/// <summary>Brings the services' clients to what configuration says: a changed secret holds from the next <c>migrate</c> on.</summary>
internal sealed class ClientSeed(IOpenIddictApplicationManager clients, IConfiguration configuration, IOptions<IdentityOptions> identity) : ISeed
{
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        foreach (var section in configuration.GetSection(ClientOptions.Section).GetChildren())
        {
            if (section.Get<ClientOptions>()?.Secret is not { Length: >= ClientOptions.MinSecretLength } secret)
                throw new InvalidOperationException($"{section.Path}:Secret must have {ClientOptions.MinSecretLength} characters or more.");
            await PutAsync(Describe(section.Key, secret), cancellationToken);
        }
    }

    private async Task PutAsync(OpenIddictApplicationDescriptor wanted, CancellationToken cancellationToken)
    {
        if (await clients.FindByClientIdAsync(wanted.ClientId!, cancellationToken) is { } client)
            await clients.UpdateAsync(client, wanted, cancellationToken);
        else
            await clients.CreateAsync(wanted, cancellationToken);
    }

    private OpenIddictApplicationDescriptor Describe(string name, string secret)
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = name,
            ClientSecret = secret,
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = name,
            Permissions =
            {
                Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials,
                Permissions.Prefixes.Scope + PlatformScopes.Platform,
            },
        };
        if (name == ClientOptions.Console)
            LetSignIn(client);
        return client;
    }

    private void LetSignIn(OpenIddictApplicationDescriptor client)
    {
        var issuer = identity.Value.Issuer!;
        client.RedirectUris.Add(new Uri(issuer, "signin-oidc"));
        client.PostLogoutRedirectUris.Add(new Uri(issuer, "signout-callback-oidc"));
        client.Permissions.UnionWith(
        [
            Permissions.Endpoints.Authorization, Permissions.Endpoints.EndSession, Permissions.GrantTypes.AuthorizationCode,
            Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile, Permissions.Scopes.Email,
        ]);
        client.Permissions.UnionWith(PlatformScopes.All.Select(scope => Permissions.Prefixes.Scope + scope));
        client.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
    }
}
