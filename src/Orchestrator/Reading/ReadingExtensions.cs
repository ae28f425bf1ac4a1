using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Calls;

namespace LeadPlatform.Orchestrator.Reading;

internal static class ReadingExtensions
{
    public static void AddReading(this WebApplicationBuilder builder) =>
        builder.AddCallerClient<LeadReader>("dataservice");

    public static void MapQualifications(this WebApplication app)
    {
        var qualifications = app.MapGroup("/v1/qualifications/{leadId:guid}")
            .WithTags("Qualifications")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        qualifications.MapGet("", GetQualification.HandleAsync)
            .RequirePermission(Permission.ReadLeads)
            .WithName("getQualification")
            .WithSummary("Read what the qualification of a lead found, and how each step went");
        qualifications.MapPost("retry", RetryQualification.HandleAsync)
            .RequirePermission(Permission.WorkLeads)
            .NotAudited("the lead's own timeline tells of it")
            .WithName("retryQualification")
            .WithSummary("Qualify a lead once more")
            .WithDescription("Takes the lead through every step again and answers with how they went, within Qualification:RetryDeadline (15 s). The result amends the qualification; the lead's status stays.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }
}
