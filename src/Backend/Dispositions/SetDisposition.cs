using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.Backend.Dispositions;

/// <summary><c>POST /v1/leads/{id}/disposition</c>: an agent on their own leads, managers on any.</summary>
internal static class SetDisposition
{
    public static async Task<Results<Ok<DispositionView>, ProblemHttpResult>> HandleAsync(
        Guid id, DispositionInput input, HttpContext http, DispositionTables tables, LeadDirectory leads, CancellationToken cancellationToken)
    {
        var caller = http.User.Caller();
        var errors = Check(input);
        if (errors.Count > 0)
            return Problem.Validation(errors);

        var ownAgent = caller.Role == Roles.Agent ? caller.AgentId ?? Guid.Empty : (Guid?)null;
        if (await tables.SetAsync(id, ownAgent, input.Outcome!, input.Reason, http.Audit("lead", id), cancellationToken) is { } disposition)
            return TypedResults.Ok(disposition);
        // An agent has no leads but those assigned to them, so to an agent every other one is not there.
        if (ownAgent is not null)
            return Problem.NotFound("lead");
        return await leads.ExistsAsync(id, http.Request.Headers.Authorization, cancellationToken) switch
        {
            true => Problem.Conflict("not_assigned", "No agent has this lead, so there is no result of work to note."),
            false => Problem.NotFound("lead"),
            null => Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "The lead can't be looked up right now; try again."),
        };
    }

    private static List<FieldError> Check(DispositionInput input)
    {
        var errors = new List<FieldError>();
        if (input.Outcome is null)
            errors.Add(new FieldError("outcome", "required", "Required."));
        else if (!DispositionOutcome.All.Contains(input.Outcome))
            errors.Add(new FieldError("outcome", "unknown", $"One of {string.Join(", ", DispositionOutcome.All)}."));
        if (input.Reason is not null && !LostReason.All.Contains(input.Reason))
            errors.Add(new FieldError("reason", "unknown", $"One of {string.Join(", ", LostReason.All)}."));
        else if (input.Reason is not null && input.Outcome is not DispositionOutcome.Lost)
            errors.Add(new FieldError("reason", "not_allowed", "Only with the outcome lost."));
        return errors;
    }
}
