using LeadPlatform.Contracts.Access;
using SignInScopes = OpenIddict.Abstractions.OpenIddictConstants.Scopes;

namespace LeadPlatform.Backend.Identity;

/// <summary>Which scopes a token gets: what it asked for, of what opens anything to its role.</summary>
internal static class GrantedScopes
{
    /// <summary>What OpenID Connect itself knows; they tell who the user is and open nothing.</summary>
    public static IReadOnlyList<string> OfSignIn { get; } =
        [SignInScopes.OpenId, SignInScopes.Profile, SignInScopes.Email, SignInScopes.OfflineAccess];

    public static IReadOnlyList<string> Of(string role) => Grants.ScopesOf(role);

    /// <summary>Of a user: the sign-in scopes too.</summary>
    public static IEnumerable<string> ForUser(string role, IEnumerable<string> requested) =>
        requested.Where(scope => OfSignIn.Contains(scope) || Of(role).Contains(scope));

    /// <summary>Of a client without a user: all it may where it asked for nothing.</summary>
    public static IEnumerable<string> ForClient(string role, IReadOnlyCollection<string> requested) =>
        requested.Count == 0 ? Of(role) : requested.Where(Of(role).Contains);
}
