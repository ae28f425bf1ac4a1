using System.Security.Claims;
using LeadPlatform.Contracts.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeadPlatform.ServiceDefaults.Callers;

/// <summary>What an endpoint asks of its caller.</summary>
public sealed record PermissionMetadata(Permission Permission);

public static class PermissionExtensions
{
    /// <summary>
    /// Lets in whom <see cref="Grants"/> give <paramref name="permission"/>; others get 403, and 401 without a credential. On an endpoint of a group it replaces
    /// what the group asks for. An endpoint that says neither this nor <c>AllowAnonymous</c> is closed to everybody.
    /// </summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder endpoint, Permission permission) where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new PermissionMetadata(permission)));
        return endpoint;
    }

    public static bool May(this ClaimsPrincipal caller, Permission permission) => (caller.Permissions() & permission) == permission;

    /// <summary>What both the caller's role and the scopes of their credential allow.</summary>
    public static Permission Permissions(this ClaimsPrincipal caller)
    {
        var scoped = Permission.None;
        foreach (var claim in caller.FindAll(CallerClaims.Scope))
            scoped |= Grants.OfScopes(claim.Value);
        return (scoped | Grants.OfScopes("")) & Grants.OfRole(caller.FindFirstValue(CallerClaims.Role));
    }
}

/// <summary>The policy of every endpoint that names no other: by the permission it names.</summary>
internal sealed class PermissionRequirement : IAuthorizationRequirement, IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        var endpoint = (context.Resource as HttpContext)?.GetEndpoint();
        var allowed = endpoint?.Metadata.GetMetadata<PermissionMetadata>() is { } asked
            ? context.User.May(asked.Permission)
            // What no route is for is answered 404 or 405 to whoever has a credential.
            : endpoint is not RouteEndpoint;
        if (allowed)
            context.Succeed(this);
        return Task.CompletedTask;
    }
}
