using System.Security.Claims;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Agents;

internal static class GetAgent
{
    public static async Task<Results<Ok<AgentView>, ProblemHttpResult>> HandleAsync(
        Guid id, ClaimsPrincipal user, HttpResponse response, BackendDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!MaySee(user.Caller(), id) || await db.FindAgentAsync(id, cancellationToken) is not { } agent)
            return Problem.NotFound("agent");
        response.Headers.ETag = AgentAnswers.ETagOf(agent);
        return TypedResults.Ok(await db.ShowAsync(agent, time.GetUtcNow(), cancellationToken));
    }

    /// <summary>An agent sees only themselves: anybody else is not there.</summary>
    public static bool MaySee(Caller caller, Guid agentId) => caller.Role != Roles.Agent || caller.AgentId == agentId;

    public static Task<Agent?> FindAgentAsync(this BackendDb db, Guid id, CancellationToken cancellationToken) =>
        db.Agents.Include(a => a.Licences).Include(a => a.WorkingHours).AsSplitQuery().SingleOrDefaultAsync(a => a.AgentId == id, cancellationToken);
}
