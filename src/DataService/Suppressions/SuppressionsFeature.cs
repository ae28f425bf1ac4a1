using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Suppressions;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.DataService.Suppressions;

internal static class SuppressionsFeature
{
    public static WebApplicationBuilder AddSuppressions(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SuppressionOptions>().BindConfiguration(SuppressionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SuppressionTable>();
        return builder;
    }

    public static WebApplication MapSuppressions(this WebApplication app)
    {
        var list = app.MapGroup("/v1/suppressions").WithTags("Suppressions").RequirePermission(Permission.ManageSuppressions)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        list.MapGet("", ListSuppressions.HandleAsync).WithName("listSuppressions").WithSummary("List what must not be used, newest first")
            .WithDescription("The values themselves are not kept; an entry is found by its `phone` or `email`.").ProducesProblem(StatusCodes.Status400BadRequest);
        list.MapPost("", AddSuppression.HandleAsync).Audited("suppression.add").WithName("addSuppression").WithSummary("Suppress a phone or an e-mail")
            .WithDescription("""
                Leads with it that are captured after the answer are kept as `suppressed` and go no further. 201 for a new entry; 200 for one that is there, which then
                lasts as long as the longer of the two.
                """)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        list.MapPost("import", ImportSuppressions.HandleAsync).Audited("suppression.import").WithName("importSuppressions").WithSummary("Suppress a list of phones and e-mails")
            .WithDescription("""
                One value a line, or CSV whose header names the columns `phone`, `email` or `value`. Lines that hold neither a phone nor an e-mail are refused and named
                (the first 100); all others are added together, once the whole list has come.
                """)
            .Accepts<Stream>("text/csv", "text/plain").Produces<SuppressionImportView>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        list.MapDelete("{id:guid}", RemoveSuppression.HandleAsync).Audited("suppression.remove").WithName("removeSuppression").WithSummary("Take an entry off the list")
            .ProducesProblem(StatusCodes.Status404NotFound);
        list.MapDelete("", RemoveSuppression.HandleValueAsync).Audited("suppression.remove").WithName("removeSuppressedValue").WithSummary("Take a phone or an e-mail off the list")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        return app;
    }
}
