using System.Text.Json;
using LeadPlatform.Contracts.Access;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace LeadPlatform.Backend.Identity.Clients;

/// <summary>What a client of configuration stands for, as <see cref="ClientSeed"/> wrote it down.</summary>
internal sealed class ConfiguredClients(IOpenIddictApplicationManager clients)
{
    /// <summary>Property of a client that says its role. Clients of configuration have it, and no others.</summary>
    public const string RoleProperty = "role";

    /// <returns>The role, and all the scopes that the client may ask for.</returns>
    public async Task<(string Role, IReadOnlyList<string> Scopes)> FindAsync(string clientId, CancellationToken cancellationToken)
    {
        var client = await clients.FindByClientIdAsync(clientId, cancellationToken) ?? throw new InvalidOperationException("The client is not registered.");
        var properties = await clients.GetPropertiesAsync(client, cancellationToken);
        var scopes = (await clients.GetPermissionsAsync(client, cancellationToken))
            .Where(permission => permission.StartsWith(Permissions.Prefixes.Scope, StringComparison.Ordinal)).Select(permission => permission[Permissions.Prefixes.Scope.Length..]);
        var role = properties.TryGetValue(RoleProperty, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : Roles.Service;
        return (role, [.. scopes]);
    }
}
