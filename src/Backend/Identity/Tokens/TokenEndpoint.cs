using System.Security.Claims;
using LeadPlatform.Backend.Identity.Clients;
using LeadPlatform.Backend.Identity.Sessions;
using LeadPlatform.Backend.Sources;
using LeadPlatform.Backend.Storage;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace LeadPlatform.Backend.Identity.Tokens;

/// <summary><c>POST /connect/token</c>. The client and the grant are already verified by OpenIddict; here it is decided who the token is for.</summary>
internal static class TokenEndpoint
{
    public static async Task<IResult> HandleAsync(
        HttpContext context,
        BackendDb db,
        UserManager<User> users,
        UserSessions sessions,
        ConfiguredClients clients,
        IOptionsSnapshot<TokenOptions> tokens,
        CancellationToken cancellationToken)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("Not a token request.");
        var principal = request.IsClientCredentialsGrantType()
            ? await OfClientAsync(request, db, clients, tokens.Value, cancellationToken)
            : await OfUserAsync(context, users, sessions, tokens.Value, cancellationToken);
        return principal is null
            ? Refuse(Errors.InvalidGrant, "The grant is no longer valid: sign in again.")
            : Results.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    public static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

    private static async Task<ClaimsPrincipal?> OfClientAsync(
        OpenIddictRequest request, BackendDb db, ConfiguredClients clients, TokenOptions tokens, CancellationToken cancellationToken)
    {
        if (Source.IdOfClient(request.ClientId) is not { } sourceId)
        {
            var (role, permitted) = await clients.FindAsync(request.ClientId!, cancellationToken);
            return TokenPrincipal.OfClient(request.ClientId!, role, request.GetScopes() is { IsEmpty: false } requested ? requested : permitted, tokens);
        }

        var source = await db.Sources.AsNoTracking().SingleOrDefaultAsync(s => s.SourceId == sourceId && !s.Disabled, cancellationToken);
        return source is null ? null : TokenPrincipal.OfSource(source, request.GetScopes(), tokens);
    }

    /// <summary>From a code, a device code or a refresh token: the user as they are now, with no more than was granted at sign-in.</summary>
    private static async Task<ClaimsPrincipal?> OfUserAsync(
        HttpContext context, UserManager<User> users, UserSessions sessions, TokenOptions tokens, CancellationToken cancellationToken)
    {
        var granted = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        if (granted?.GetClaim(Claims.Subject) is not { } subject || await users.FindByIdAsync(subject) is not { Disabled: false } user)
            return null;
        if (granted.GetClaim(TokenPrincipal.SecurityStamp) != user.SecurityStamp)
            return null;
        // Tokens of the version before have no session.
        Guid? sessionId = Guid.TryParse(granted.GetClaim(TokenPrincipal.Session), out var id) ? id : null;
        return sessionId is null || await sessions.FindAsync(id, cancellationToken) is not null ? TokenPrincipal.OfUser(user, sessionId, granted.GetScopes(), tokens) : null;
    }
}
