using System.Security.Claims;
using LeadPlatform.Contracts.Access;

namespace LeadPlatform.ServiceDefaults.Callers;

/// <summary>Who calls, read from a validated access token.</summary>
/// <param name="Subject">User, source or service: the token's <c>sub</c>.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
public sealed record Caller(string Subject, string Role, Guid? AgentId, Guid? SourceId, Guid? PublisherId)
{
    public static Caller Of(ClaimsPrincipal principal) => new(
        principal.FindFirstValue(CallerClaims.Subject) ?? "",
        principal.FindFirstValue(CallerClaims.Role) ?? "",
        Id(principal, CallerClaims.AgentId),
        Id(principal, CallerClaims.SourceId),
        Id(principal, CallerClaims.PublisherId));

    private static Guid? Id(ClaimsPrincipal principal, string claim) => Guid.TryParse(principal.FindFirstValue(claim), out var id) ? id : null;
}

public static class CallerClaimsExtensions
{
    public static Caller Caller(this ClaimsPrincipal principal) => Callers.Caller.Of(principal);

    public static bool HasScope(this ClaimsPrincipal principal, string scope)
    {
        foreach (var claim in principal.FindAll(CallerClaims.Scope))
        {
            foreach (var part in claim.Value.AsSpan().Split(' '))
            {
                if (claim.Value.AsSpan()[part].SequenceEqual(scope))
                    return true;
            }
        }

        return false;
    }
}
