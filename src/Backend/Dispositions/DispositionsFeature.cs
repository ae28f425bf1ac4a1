using LeadPlatform.Backend.Documentation;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Calls;

namespace LeadPlatform.Backend.Dispositions;

/// <summary>What came of a lead.</summary>
internal static class DispositionsFeature
{
    public static WebApplicationBuilder AddDispositions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DispositionTables>();
        builder.AddCallerClient<LeadDirectory>("dataservice");
        return builder;
    }

    public static void MapDispositions(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/leads/{id:guid}/disposition", SetDisposition.HandleAsync).RequirePermission(Permission.WorkLeads).Audited("disposition.set")
            .WithName("setDisposition").WithTags("Leads").WithSummary("Note what came of a lead")
            .WithDescription("The same value again changes nothing. An agent does so on their own leads; 409 not_assigned where nobody has the lead.")
            .Refuses(StatusCodes.Status404NotFound, "There is no such lead, or it is not yours (code not_found).")
            .Refuses(StatusCodes.Status409Conflict, "No agent has the lead (code not_assigned).")
            .WithExamples("""{"outcome":"lost","reason":"price"}""", StatusCodes.Status200OK, """{"outcome":"lost","reason":"price","at":"2026-01-31T17:05:00Z"}""");
}
