using System.Net;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.Orchestrator.Reading;

/// <summary><c>GET /v1/qualifications/{leadId}</c>. DataService keeps the answer, and decides whether the caller may see the lead.</summary>
internal static class GetQualification
{
    public static async Task<Results<Ok<QualificationView>, ProblemHttpResult>> HandleAsync(Guid leadId, LeadReader leads, HttpContext context, CancellationToken cancellationToken)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        var (status, lead) = await leads.ReadAsync(leadId, authorization, cancellationToken);
        if (lead is null)
            return NotRead(status, context);
        var (read, timeline) = await leads.TimelineAsync(leadId, authorization, cancellationToken);
        return timeline is null
            ? NotRead(read, context)
            : TypedResults.Ok(new QualificationView(lead.LeadId, lead.Status, lead.Line, lead.Qualification, QualificationRuns.In(timeline.Items)));
    }

    /// <summary>What a caller gets whose lead was not read.</summary>
    public static ProblemHttpResult NotRead(HttpStatusCode? status, HttpContext context)
    {
        if (status == HttpStatusCode.NotFound)
            return Problem.NotFound("lead");
        if (status == HttpStatusCode.Forbidden)
            return Problem.Of(StatusCodes.Status403Forbidden, ProblemCode.Forbidden, "The credential does not allow this.");

        context.Response.Headers.RetryAfter = "1";
        return Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "The lead can't be read right now; try again after Retry-After.");
    }
}
