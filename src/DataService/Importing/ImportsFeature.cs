using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Importing;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Importing.Running;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.DataService.Importing;

internal static class ImportsFeature
{
    public static WebApplicationBuilder AddImports(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ImportOptions>().BindConfiguration(ImportOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ImportFolder>();
        builder.Services.AddSingleton<ImportPreviews>();
        builder.Services.AddSingleton<ImportRunner>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ImportRunner>());
        builder.Services.AddHostedService<ImportCleaning>();
        return builder;
    }

    public static WebApplication MapImports(this WebApplication app)
    {
        var imports = app.MapGroup("/v1/imports").WithTags("Imports").RequirePermission(Permission.ImportLeads)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        imports.MapPost("", CreateImport.HandleAsync).Audited("import.create").DescribesImport();
        imports.MapGet("", ListImports.HandleAsync).WithName("listImports").WithSummary("List imports, newest first").ProducesProblem(StatusCodes.Status400BadRequest);
        imports.MapGet("mappings", ListMappings.HandleAsync).WithName("listImportMappings").WithSummary("List the mappings that have a name");
        imports.MapGet("{id:guid}", GetImport.HandleAsync).WithName("getImport").WithSummary("Read how far an import is").ProducesProblem(StatusCodes.Status404NotFound);
        imports.MapGet("{id:guid}/events", FollowImport.HandleAsync).WithName("followImport")
            .WithSummary("Follow an import as server-sent events until it ends").Produces<ImportView>(contentType: "text/event-stream").ProducesProblem(StatusCodes.Status404NotFound);
        imports.MapGet("{id:guid}/refused", GetRefused.HandleAsync).Audited("import.export-refused").WithName("getRefusedRows")
            .WithSummary("Download the rows that were refused, with their reasons").Produces<string>(contentType: "text/csv").ProducesProblem(StatusCodes.Status404NotFound);
        imports.MapPost("{id:guid}/run", RunWaiting.HandleAsync).Audited("import.run").WithName("runImport").WithSummary("Run an import that waits")
            .Accepts<RunImport>(isOptional: true, "application/json").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        imports.MapPost("{id:guid}/cancel", CancelImport.HandleAsync).Audited("import.cancel").WithName("cancelImport").WithSummary("Cancel an import; what it has captured stays")
            .ProducesProblem(StatusCodes.Status404NotFound);
        imports.MapDelete("{id:guid}", CancelImport.HandleAsync).Audited("import.cancel").WithName("deleteImport").WithSummary("Cancel an import; what it has captured stays")
            .ProducesProblem(StatusCodes.Status404NotFound);
        return app;
    }

    private static RouteHandlerBuilder DescribesImport(this RouteHandlerBuilder endpoint) => endpoint
        .WithName("createImport")
        .WithSummary("Import leads from a file")
        .WithDescription("""
            The body is the file: CSV with a header, or JSON Lines, either as it is or packed with gzip; or `multipart/form-data` with the parts `mapping` (optional, first) and
            `file`. It is answered once the file is kept. A mapping says what fills each field of a lead: text with columns in braces, such as `{First name}`.
            It is given as JSON or by its name; without one it is guessed from the columns and the import waits for `run`. Lines of JSON that are leads in the
            shape of this API need none.
            """)
        .Accepts<Stream>("text/csv", "application/x-ndjson", "application/gzip", "application/octet-stream", "multipart/form-data")
        .Produces<ImportView>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
