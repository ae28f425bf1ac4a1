using LeadPlatform.Backend.Documentation;
using LeadPlatform.Backend.Preconditions;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Calls;

namespace LeadPlatform.Backend.Mappings;

/// <summary>How the payloads of publishers who have a shape of their own become leads.</summary>
internal static class MappingsFeature
{
    private const string NotThere = "There is no such source, or it has no mapping (code not_found).";
    private const string HasChanged = "The mapping has changed since it was read (code precondition_failed).";

    private const string Example =
        """
        {
          "members": {
            "line": { "from": "product", "values": { "car": "auto", "house": "home" } },
            "contact.firstName": { "from": "applicant.first" }, "contact.lastName": { "from": "applicant.last" }, "contact.phone": { "from": "applicant.phones[0]" },
            "contact.dateOfBirth": { "from": "applicant.born", "dateFormat": "MM/dd/yyyy" },
            "contact.address.state": { "from": "applicant.state" }, "contact.address.postalCode": { "from": "applicant.zip" },
            "consent.text": { "constant": "I agree that Example Insurance may call me." }, "consent.channels": { "constant": "phone,sms", "split": "," },
            "consent.capturedAt": { "from": "time", "dateFormat": "yyyy-MM-dd HH:mm:ss" },
            "details.currentlyInsured": { "from": "insured", "true": ["Y"], "false": ["N"] }
          }
        }
        """;

    public static WebApplicationBuilder AddMappings(this WebApplicationBuilder builder)
    {
        builder.AddCallerClient<MappingTrials>("dataservice");
        return builder;
    }

    public static void MapMappings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/internal/mappings/{id:guid}", GetMapping.HandleAsync).RequirePermission(Permission.CallInside).ExcludeFromDescription();
        var mappings = app.MapGroup("/v1/sources/{id:guid}/mapping").WithTags("Sources").RequirePermission(Permission.ManageMappings);
        mappings.MapGet("", GetMapping.HandleAsync).WithName("getMapping").WithSummary("Read a source's mapping")
            .Refuses(StatusCodes.Status404NotFound, NotThere)
            .WithExamples(null, StatusCodes.Status200OK, Example);
        mappings.MapPut("", PutMapping.HandleAsync).Audited("mapping.put").WithName("putMapping").WithSummary("Make or replace a source's mapping")
            .WithDescription("Posts of the source to `/v1/leads/mapped` go by it within 5 seconds. With `If-Match` it is replaced only if nobody changed it since.")
            .Reads(IfMatch.Header, IfMatch.HeaderText)
            .Refuses(StatusCodes.Status404NotFound, NotThere)
            .Refuses(StatusCodes.Status412PreconditionFailed, HasChanged)
            .WithExamples(Example, StatusCodes.Status200OK, Example);
        mappings.MapDelete("", DeleteMapping.HandleAsync).Audited("mapping.remove").WithName("deleteMapping").WithSummary("Remove a source's mapping")
            .Reads(IfMatch.Header, IfMatch.HeaderText)
            .Refuses(StatusCodes.Status404NotFound, NotThere)
            .Refuses(StatusCodes.Status412PreconditionFailed, HasChanged);
        mappings.MapPost("preview", PreviewMapping.HandleAsync).NotAudited("it keeps nothing").WithName("previewMapping").WithSummary("Try a mapping on a payload")
            .WithDescription("With the source's mapping, or the one in the body. Nothing is kept.")
            .Refuses(StatusCodes.Status404NotFound, NotThere)
            .Refuses(StatusCodes.Status503ServiceUnavailable, "DataService does not answer (code unavailable).")
            .WithExamples(
                """{"payload":{"product":"boat"}}""",
                StatusCodes.Status200OK,
                """{"lead":{"consent":{"text":"I agree that Example Insurance may call me."}},"errors":[{"path":"product","code":"unknown","message":"Is none of the words that the mapping knows."}]}""");
    }
}
