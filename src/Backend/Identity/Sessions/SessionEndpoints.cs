using System.Security.Claims;
using LeadPlatform.Backend.Documentation;
using LeadPlatform.Backend.Identity.Tokens;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.Backend.Identity.Sessions;

/// <summary><c>/v1/me/sessions</c>: where the caller is signed in. Whoever is no user has none.</summary>
internal static class SessionEndpoints
{
    private const string Example =
        """{"items":[{"sessionId":"0193b3f0-0000-7000-8000-00000000e001","device":"Firefox on Windows","createdAt":"2026-01-31T09:00:00Z","seenAt":"2026-01-31T17:05:00Z","current":true}]}""";

    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        var sessions = app.MapGroup("/v1/me/sessions").WithTags("Access").RequirePermission(Permission.OwnAccount);
        sessions.MapGet("", ListAsync)
            .WithName("listSessions").WithSummary("Where I am signed in")
            .WithDescription("The caller's sessions, most recently used first; empty for a caller that is no user.")
            .WithExamples(null, StatusCodes.Status200OK, Example);
        sessions.MapDelete("{id:guid}", EndAsync).Audited("session.end")
            .WithName("endSession").WithSummary("Sign out in one place")
            .WithDescription("Its tokens are refused within 5 seconds.")
            .Refuses(StatusCodes.Status404NotFound, "There is no such session, or it is not yours (code not_found).");
        sessions.MapDelete("", EndAllAsync).Audited("session.end-all")
            .WithName("endSessions").WithSummary("Sign out everywhere")
            .WithDescription("Ends every session of the caller, this one too. Their tokens are refused within 5 seconds.");
    }

    private static async Task<Ok<SessionList>> ListAsync(ClaimsPrincipal user, UserSessions sessions, CancellationToken cancellationToken)
    {
        var current = user.FindFirstValue(TokenPrincipal.Session);
        var found = UserId(user) is { } userId ? await sessions.OfUserAsync(userId, cancellationToken) : [];
        return TypedResults.Ok(new SessionList(
            [.. found.Select(s => new SessionView(s.SessionId, s.Device, s.CreatedAt, s.SeenAt, s.SessionId.ToString() == current))]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        Guid id, ClaimsPrincipal user, HttpContext http, UserSessions sessions, CancellationToken cancellationToken) =>
        UserId(user) is { } userId && await sessions.EndAsync(userId, id, http.Audit("session", id), cancellationToken)
            ? TypedResults.NoContent()
            : Problem.NotFound("session");

    private static async Task<NoContent> EndAllAsync(ClaimsPrincipal user, HttpContext http, UserSessions sessions, CancellationToken cancellationToken)
    {
        if (UserId(user) is { } userId)
            await sessions.EndAllAsync(userId, http.Audit("user", userId), cancellationToken);
        else
            http.NothingToAudit();
        return TypedResults.NoContent();
    }

    private static Guid? UserId(ClaimsPrincipal user) =>
        user.HasClaim(claim => claim.Type == TokenPrincipal.Session) && Guid.TryParse(user.Caller().Subject, out var id) ? id : null;
}
