using System.Net;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.Orchestrator.Reading;

/// <summary>What the qualification of a lead found.</summary>
/// <param name="Status">Where the lead stands, one of <see cref="LeadStatus"/>.</param>
/// <param name="Qualification">Left out while the lead is not qualified yet.</param>
public sealed record QualificationView(Guid LeadId, string Status, string Line, Qualification? Qualification);

/// <summary><c>GET /v1/qualifications/{leadId}</c>. DataService keeps the answer, and decides whether the caller may see the lead.</summary>
internal static class GetQualification
{
    public static async Task<Results<Ok<QualificationView>, ProblemHttpResult>> HandleAsync(Guid leadId, LeadReader leads, HttpContext context, CancellationToken cancellationToken)
    {
        var (status, lead) = await leads.ReadAsync(leadId, context.Request.Headers.Authorization.ToString(), cancellationToken);
        if (lead is not null)
            return TypedResults.Ok(new QualificationView(lead.LeadId, lead.Status, lead.Line, lead.Qualification));
        if (status == HttpStatusCode.NotFound)
            return Problem.NotFound("lead");
        if (status == HttpStatusCode.Forbidden)
            return Problem.Of(StatusCodes.Status403Forbidden, ProblemCode.Forbidden, "The credential does not allow this.");

        context.Response.Headers.RetryAfter = "1";
        return Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "The lead can't be read right now; try again after Retry-After.");
    }
}
