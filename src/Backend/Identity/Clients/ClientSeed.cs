using System.Text.Json;
using LeadPlatform.Backend.Sources;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using PlatformScopes = LeadPlatform.Contracts.Access.Scopes;

namespace LeadPlatform.Backend.Identity.Clients;

/// <summary>Brings clients to what configuration says: a changed secret holds from the next <c>migrate</c> on, and a client that is no longer named is gone.</summary>
internal sealed class ClientSeed(IOpenIddictApplicationManager clients, IConfiguration configuration, IOptions<IdentityOptions> identity) : ISeed
{
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in configuration.GetSection(ClientOptions.Section).GetChildren())
        {
            var options = section.Get<ClientOptions>() ?? new ClientOptions();
            Check(section, options);
            await PutAsync(Describe(section.Key, options), cancellationToken);
            named.Add(section.Key);
        }

        await PutAsync(CommandLine.Describe(), cancellationToken);
        await RemoveOthersAsync(named, cancellationToken);
    }

    private static void Check(IConfigurationSection section, ClientOptions options)
    {
        if (options.Secret is not { Length: >= ClientOptions.MinSecretLength })
            throw new InvalidOperationException($"{section.Path}:Secret must have {ClientOptions.MinSecretLength} characters or more.");
        if (options.Role is not (Roles.Service or Roles.Admin or Roles.Manager))
            throw new InvalidOperationException($"{section.Path}:Role must be service, admin or manager.");
        if (ScopesOf(options).Except(GrantedScopes.Of(options.Role)).Any())
            throw new InvalidOperationException($"{section.Path}:Scopes may name these, by the role: {string.Join(' ', GrantedScopes.Of(options.Role))}.");
        if (section.Key == CommandLine.ClientId || Source.IdOfClient(section.Key) is not null)
            throw new InvalidOperationException($"{section.Path}: this name is taken.");
    }

    private static IEnumerable<string> ScopesOf(ClientOptions options) =>
        options.Scopes is { } scopes ? scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries) : GrantedScopes.Of(options.Role);

    private async Task PutAsync(OpenIddictApplicationDescriptor wanted, CancellationToken cancellationToken)
    {
        if (await clients.FindByClientIdAsync(wanted.ClientId!, cancellationToken) is { } client)
            await clients.UpdateAsync(client, wanted, cancellationToken);
        else
            await clients.CreateAsync(wanted, cancellationToken);
    }

    private async Task RemoveOthersAsync(HashSet<string> named, CancellationToken cancellationToken)
    {
        var gone = new List<object>();
        await foreach (var client in clients.ListAsync(cancellationToken: cancellationToken))
        {
            var id = await clients.GetClientIdAsync(client, cancellationToken);
            if (!named.Contains(id!) && (await clients.GetPropertiesAsync(client, cancellationToken)).ContainsKey(ConfiguredClients.RoleProperty))
                gone.Add(client);
        }

        foreach (var client in gone)
            await clients.DeleteAsync(client, cancellationToken);
    }

    private OpenIddictApplicationDescriptor Describe(string name, ClientOptions options)
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = name,
            ClientSecret = options.Secret,
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = name,
            Permissions = { Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials },
            Properties = { [ConfiguredClients.RoleProperty] = JsonSerializer.SerializeToElement(options.Role) },
        };
        client.Permissions.UnionWith(ScopesOf(options).Select(scope => Permissions.Prefixes.Scope + scope));
        if (options.Role == Roles.Service)
            client.Permissions.Add(Permissions.Endpoints.Introspection);
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
