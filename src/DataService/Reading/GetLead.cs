using LeadPlatform.Contracts.Leads;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.DataService.Reading;

internal static class GetLead
{
    public static async Task<Results<Ok<LeadView>, ProblemHttpResult>> HandleAsync(Guid id, HttpContext context, LeadQueries leads, CancellationToken cancellationToken) =>
        await leads.FindAsync(id, LeadVisibility.Of(context.User.Caller()), cancellationToken) is { } lead
            ? TypedResults.Ok(lead)
            : Problem.NotFound("lead");
}
