using System.Security.Claims;
using LeadPlatform.Auditing;
using LeadPlatform.Backend.Assignments;
using LeadPlatform.Backend.Preconditions;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Agents;

/// <summary><c>PATCH /v1/agents/{id}</c>: managers change anything, an agent only whether they themselves are available.</summary>
internal static class ChangeAgent
{
    public static async Task<Results<Ok<AgentView>, ProblemHttpResult>> HandleAsync(
        Guid id, AgentInput input, ClaimsPrincipal user, HttpContext http, BackendDb db, AuditLog audit, RetrySignal retry, TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = user.Caller();
        if (!GetAgent.MaySee(caller, id))
            return Problem.NotFound("agent");
        var (values, errors) = AgentRules.Check(input, whole: false);
        if (!user.May(Permission.ManageAgents) && !(caller.Role == Roles.Agent && values.OnlyAvailable))
            return Problem.Of(StatusCodes.Status403Forbidden, ProblemCode.Forbidden, "You may change whether you are available; a manager changes the rest.");
        if (errors.Count > 0)
            return Problem.Validation(errors);
        if (!IfMatch.TryRead(http.Request, out var expected))
            return IfMatch.Unreadable();

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select 1 from agent where agent_id = {id} for no key update", cancellationToken);
        if (await db.FindAgentAsync(id, cancellationToken) is not { } agent)
            return Problem.NotFound("agent");
        if (!expected.Allows(AgentAnswers.ETagOf(agent)))
            return IfMatch.Changed("agent");

        if (await SaveAsync(db, agent, values, time.GetUtcNow(), cancellationToken) is { } refused)
            return refused;
        await audit.AppendAsync(db, http.Audit("agent", id, input.Given()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        retry.Raise();
        http.Response.Headers.ETag = AgentAnswers.ETagOf(agent);
        return TypedResults.Ok(await db.ShowAsync(agent, time.GetUtcNow(), cancellationToken));
    }

    private static async Task<ProblemHttpResult?> SaveAsync(BackendDb db, Agent agent, AgentValues values, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Among other colleagues the agent starts where they are now, neither ahead nor behind.
        if (values.Licences is not null)
            await db.Set<AgentTurn>().Where(t => t.AgentId == agent.AgentId).ExecuteDeleteAsync(cancellationToken);
        values.ApplyTo(agent);
        agent.Version++;
        agent.ChangedAt = now;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException exception) when (CreateAgent.IsTakenEmail(exception))
        {
            return CreateAgent.EmailTaken();
        }
    }
}
