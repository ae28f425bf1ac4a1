using LeadPlatform.Contracts.Access;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace LeadPlatform.Backend.Identity.Tokens;

/// <summary>What the token server does otherwise than OpenIddict by itself.</summary>
internal static class ServerEvents
{
    public static void AddServerEvents(this OpenIddictServerBuilder server)
    {
        server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.UseInlineHandler(SendBrowsersToIssuer).SetOrder(int.MaxValue - 1000));
        server.AddEventHandler<ApplyDeviceAuthorizationResponseContext>(handler => handler.UseInlineHandler(VerifyAtIssuer).SetOrder(int.MinValue + 100_000));
        server.AddEventHandler<HandleRevocationRequestContext>(handler => handler.UseScopedHandler<RevokeWholeGrant>().SetOrder(int.MaxValue - 1000));
        // Whoever may introspect is a service of the platform, and asks about tokens that were sent to it: all of them have the platform as audience.
        server.RemoveEventHandler(OpenIddictServerHandlers.Introspection.ValidateAuthorizedParty.Descriptor);
        server.AddEventHandler<HandleIntrospectionRequestContext>(handler => handler.UseInlineHandler(TellRoleAndScopes).SetOrder(int.MaxValue - 1000));
    }

    /// <summary>
    /// A service reads this document at Backend's inner address, and gets the inner addresses of what it calls itself. A browser can only
    /// go to the public one, which is the issuer.
    /// </summary>
    private static ValueTask SendBrowsersToIssuer(HandleConfigurationRequestContext context)
    {
        var issuer = context.Options.Issuer!;
        context.AuthorizationEndpoint = new Uri(issuer, "connect/authorize");
        context.EndSessionEndpoint = new Uri(issuer, "connect/logout");
        return default;
    }

    private static ValueTask VerifyAtIssuer(ApplyDeviceAuthorizationResponseContext context)
    {
        if (context.Response.UserCode is { Length: > 0 } code)
        {
            var page = new Uri(context.Options.Issuer!, VerifyEndpoint.Path.TrimStart('/')).AbsoluteUri;
            context.Response.VerificationUri = page;
            context.Response.VerificationUriComplete = $"{page}?{OpenIddictConstants.Parameters.UserCode}={Uri.EscapeDataString(code)}";
        }

        return default;
    }

    private static ValueTask TellRoleAndScopes(HandleIntrospectionRequestContext context)
    {
        var principal = context.GenericTokenPrincipal;
        context.Scopes.UnionWith(principal.GetScopes());
        if (principal.GetClaim(CallerClaims.Role) is { } role)
            context.Claims[CallerClaims.Role] = role;
        return default;
    }

    /// <summary>With a refresh token goes what it brought: RFC 7009, 2.1.</summary>
    private sealed class RevokeWholeGrant(IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager authorizations)
        : IOpenIddictServerHandler<HandleRevocationRequestContext>
    {
        public async ValueTask HandleAsync(HandleRevocationRequestContext context)
        {
            if (!context.GenericTokenPrincipal.HasTokenType(OpenIddictConstants.TokenTypeIdentifiers.RefreshToken)
                || context.GenericTokenPrincipal.GetAuthorizationId() is not { } authorizationId)
                return;
            if (await authorizations.FindByIdAsync(authorizationId, context.CancellationToken) is { } authorization)
                await authorizations.TryRevokeAsync(authorization, context.CancellationToken);
            await tokens.RevokeByAuthorizationIdAsync(authorizationId, context.CancellationToken);
        }
    }
}
