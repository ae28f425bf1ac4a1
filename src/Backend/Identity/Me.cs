using System.Security.Claims;
using LeadPlatform.Backend.Documentation;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.Backend.Identity;

internal static class Me
{
    public static void MapMe(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/me", Show)
            .RequirePermission(Permission.KnowSelf)
            .WithName("me").WithTags("Access").WithSummary("Who am I")
            .WithDescription("The caller as the platform sees them: role, scopes, and the agent or source they act for.")
            .WithExamples(
                null,
                StatusCodes.Status200OK,
                """{"sub":"0193b3f0-0000-7000-8000-00000000b001","name":"Avery Brooks","role":"agent","agentId":"0193b3f0-0000-7000-8000-00000000a001","scopes":["leads.read","leads.manage","agents.read"]}""");

    private static MeView Show(ClaimsPrincipal user)
    {
        var caller = user.Caller();
        var scopes = user.FindAll(CallerClaims.Scope).SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return new MeView(caller.Subject, user.FindFirstValue(CallerClaims.Name), caller.Role, caller.AgentId, caller.SourceId, [.. scopes]);
    }
}
