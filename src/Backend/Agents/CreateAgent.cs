using LeadPlatform.Auditing;
using LeadPlatform.Backend.Assignments;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadPlatform.Backend.Agents;

internal static class CreateAgent
{
    public static async Task<Results<Created<AgentView>, ProblemHttpResult>> HandleAsync(
        AgentInput input, HttpContext http, BackendDb db, AuditLog audit, RetrySignal retry, TimeProvider time, CancellationToken cancellationToken)
    {
        var (values, errors) = AgentRules.Check(input, whole: true);
        if (errors.Count > 0)
            return Problem.Validation(errors);

        var now = time.GetUtcNow();
        var agent = new Agent
        {
            AgentId = Guid.CreateVersion7(now),
            Name = values.Name!,
            Email = values.Email!,
            TimeZone = values.TimeZone!,
            DailyCapacity = values.DailyCapacity!.Value,
            Weight = values.Weight ?? 1,
            Available = values.Available ?? true,
            CreatedAt = now,
            ChangedAt = now,
            Licences = values.Licences ?? [],
            WorkingHours = values.WorkingHours ?? WorkingHoursRules.AroundTheClock(),
        };
        db.Agents.Add(agent);
        try
        {
            await audit.SaveAsync(db, http.Audit("agent", agent.AgentId), cancellationToken);
        }
        catch (DbUpdateException exception) when (IsTakenEmail(exception))
        {
            return EmailTaken();
        }

        retry.Raise();
        http.Response.Headers.ETag = AgentAnswers.ETagOf(agent);
        return TypedResults.Created($"/v1/agents/{agent.AgentId}", await db.ShowAsync(agent, now, cancellationToken));
    }

    public static bool IsTakenEmail(DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "ix_agent_email" };

    public static ProblemHttpResult EmailTaken() => Problem.Conflict("email_taken", "Another agent has this e-mail address.");
}
