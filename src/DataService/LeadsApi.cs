using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Captures;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.Changes;
using LeadPlatform.DataService.Exporting;
using LeadPlatform.DataService.Qualifying;
using LeadPlatform.DataService.Reading;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.AspNetCore.Mvc;

namespace LeadPlatform.DataService;

internal static class LeadsApi
{
    private const string Timeline = "a lead's own timeline tells who sent it";

    public static WebApplication MapLeads(this WebApplication app)
    {
        var leads = app.MapGroup("/v1/leads").WithTags("Leads");
        leads.MapPost("", CaptureLead.HandleAsync).RequirePermission(Permission.CaptureLeads).NotAudited(Timeline).DescribesCapture();
        leads.MapPost("mapped", CaptureLead.HandleMappedAsync).RequirePermission(Permission.CaptureLeads).NotAudited(Timeline).DescribesMappedCapture();
        var reads = leads.MapGroup("").RequirePermission(Permission.ReadLeads).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        reads.MapGet("", ListLeads.HandleAsync).WithName("listLeads").WithSummary("List leads, newest first").ProducesProblem(StatusCodes.Status400BadRequest);
        reads.MapGet("stream", StreamChanges.HandleAsync).WithName("streamLeads").WithSummary("Follow changes of leads as server-sent events").Produces<LeadChange>(contentType: "text/event-stream");
        reads.MapGet("export", ExportLeads.HandleAsync).RequirePermission(Permission.ExportLeads).Audited("leads.export").WithName("exportLeads").WithSummary("Export leads as CSV or JSON Lines, newest first").WithDescription(ExportLeads.Description)
            .Produces<string>(contentType: "text/csv", additionalContentTypes: "application/x-ndjson").ProducesProblem(StatusCodes.Status400BadRequest);
        reads.MapGet("{id:guid}", GetLead.HandleAsync).WithName("getLead").WithSummary("Read a lead").Produces<LeadView>().ProducesProblem(StatusCodes.Status404NotFound);
        reads.MapGet("{id:guid}/timeline", GetTimeline.HandleAsync).WithName("getTimeline").WithSummary("Read what happened to a lead, oldest first").ProducesProblem(StatusCodes.Status404NotFound);

        app.MapPost(CaptureFrames.Path, CaptureMany.HandleAsync).RequirePermission(Permission.CallInside).NotAudited(Timeline).ExcludeFromDescription();
        app.MapPost("/internal/qualification-inputs", GetQualificationInputs.HandleAsync).RequirePermission(Permission.CallInside).NotAudited("it reads").ExcludeFromDescription();
        return app;
    }
}
