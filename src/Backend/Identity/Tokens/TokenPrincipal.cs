using System.Security.Claims;
using LeadPlatform.Backend.Sources;
using LeadPlatform.Contracts.Access;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using SignInScopes = OpenIddict.Abstractions.OpenIddictConstants.Scopes;

namespace LeadPlatform.Backend.Identity.Tokens;

/// <summary>What stands in a token about whom it is for.</summary>
internal static class TokenPrincipal
{
    /// <summary>In authorization codes and refresh tokens only: they end when the user's password or sign-in methods change.</summary>
    public const string SecurityStamp = "stamp";

    /// <summary>The session that a user's token came of.</summary>
    public const string Session = "sid";

    public static ClaimsPrincipal OfUser(User user, Guid? sessionId, IEnumerable<string> requested, TokenOptions tokens)
    {
        var identity = NewIdentity(user.Id.ToString(), user.Name, user.Role)
            .SetClaim(Claims.Email, user.Email)
            .SetClaim(CallerClaims.AgentId, user.AgentId?.ToString())
            .SetClaim(CallerClaims.PublisherId, user.PublisherId?.ToString())
            .SetClaim(Session, sessionId?.ToString())
            .SetClaim(SecurityStamp, user.SecurityStamp);
        return Complete(identity, GrantedScopes.ForUser(user.Role, requested), tokens.UserAccess);
    }

    /// <param name="role">A service's, or what configuration says the client stands for.</param>
    public static ClaimsPrincipal OfClient(string clientId, string role, IReadOnlyCollection<string> requested, TokenOptions tokens) =>
        Complete(NewIdentity(clientId, clientId, role), GrantedScopes.ForClient(role, requested), tokens.ClientAccess);

    public static ClaimsPrincipal OfSource(Source source, IReadOnlyCollection<string> requested, TokenOptions tokens)
    {
        var identity = NewIdentity(source.SourceId.ToString(), source.Name, Roles.Source)
            .SetClaim(CallerClaims.SourceId, source.SourceId.ToString())
            .SetClaim(CallerClaims.PublisherId, source.PublisherId.ToString());
        return Complete(identity, GrantedScopes.ForClient(Roles.Source, requested), tokens.ClientAccess);
    }

    private static ClaimsIdentity NewIdentity(string subject, string name, string role) =>
        new ClaimsIdentity("token", Claims.Name, Claims.Role)
            .SetClaim(Claims.Subject, subject)
            .SetClaim(Claims.Name, name)
            .SetClaim(Claims.Role, role);

    private static ClaimsPrincipal Complete(ClaimsIdentity identity, IEnumerable<string> scopes, TimeSpan lifetime)
    {
        identity.SetScopes(scopes);
        identity.SetResources(CallerClaims.Audience);
        identity.SetAccessTokenLifetime(lifetime);
        identity.SetDestinations(claim => claim.Type switch
        {
            SecurityStamp => [],
            Claims.Email when identity.HasScope(SignInScopes.Email) => [Destinations.IdentityToken],
            Claims.Email => [],
            _ => [Destinations.AccessToken, Destinations.IdentityToken],
        });
        return new ClaimsPrincipal(identity);
    }
}
