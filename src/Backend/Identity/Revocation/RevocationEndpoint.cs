using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.Backend.Identity.Revocation;

/// <summary><c>GET /internal/revoked-tokens</c>, for the services that validate tokens themselves.</summary>
internal static class RevocationEndpoint
{
    public static void MapRevocations(this IEndpointRouteBuilder app) =>
        app.MapGet("/" + RevokedTokens.Path, async (IRevokedTokenReader revoked, CancellationToken cancellationToken) =>
                TypedResults.Ok(new RevokedTokens(await revoked.ReadAsync(cancellationToken))))
            .RequirePermission(Permission.CallInside).ExcludeFromDescription();
}
