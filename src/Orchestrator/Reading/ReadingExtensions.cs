using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.Orchestrator.Reading;

internal static class ReadingExtensions
{
    public static void AddReading(this WebApplicationBuilder builder) =>
        builder.Services.AddHttpClient<LeadReader>(http => http.BaseAddress = new Uri("http://dataservice"));

    public static void MapQualifications(this WebApplication app) =>
        app.MapGet("/v1/qualifications/{leadId:guid}", GetQualification.HandleAsync)
            .RequirePermission(Permission.ReadLeads)
            .WithName("getQualification")
            .WithTags("Qualifications")
            .WithSummary("Read what the qualification of a lead found")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
