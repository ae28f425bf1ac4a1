using LeadPlatform.Contracts.Access;
using SignInScopes = OpenIddict.Abstractions.OpenIddictConstants.Scopes;

namespace LeadPlatform.Backend.Identity;

/// <summary>What a role may do at most: the one place that says it. A token gets what it asked for of that.</summary>
internal static class GrantedScopes
{
    /// <summary>What OpenID Connect itself knows; they tell who the user is and open nothing.</summary>
    public static IReadOnlyList<string> OfSignIn { get; } =
        [SignInScopes.OpenId, SignInScopes.Profile, SignInScopes.Email, SignInScopes.OfflineAccess];

    public static IReadOnlyList<string> Of(string role) => role switch
    {
        Roles.Admin => Admin,
        Roles.Manager => Manager,
        Roles.Agent => Agent,
        Roles.Source => Source,
        Roles.Service => Service,
        _ => [],
    };

    /// <summary>Of a user: the sign-in scopes too.</summary>
    public static IEnumerable<string> ForUser(string role, IEnumerable<string> requested) =>
        requested.Where(scope => OfSignIn.Contains(scope) || Of(role).Contains(scope));

    /// <summary>Of a client without a user: all it may where it asked for nothing.</summary>
    public static IEnumerable<string> ForClient(string role, IReadOnlyCollection<string> requested) =>
        requested.Count == 0 ? Of(role) : requested.Where(Of(role).Contains);

    private static IReadOnlyList<string> Admin { get; } = [.. Scopes.All.Where(scope => scope != Scopes.Platform)];

    private static IReadOnlyList<string> Manager { get; } =
    [
        Scopes.LeadsRead, Scopes.LeadsManage, Scopes.LeadsWrite,
        Scopes.AgentsRead, Scopes.AgentsManage, Scopes.Imports, Scopes.Suppressions,
    ];

    private static IReadOnlyList<string> Agent { get; } =
        [Scopes.LeadsRead, Scopes.LeadsManage, Scopes.AgentsRead];

    private static IReadOnlyList<string> Source { get; } = [Scopes.LeadsWrite, Scopes.LeadsRead, Scopes.Imports];

    private static IReadOnlyList<string> Service { get; } = [Scopes.Platform];
}
