using LeadPlatform.Contracts.Access;
using LeadPlatform.DataService.Revoking;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.DataService.Consumers;

internal static class ConsumersFeature
{
    public static WebApplicationBuilder AddConsumers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ConsumerLeads>();
        builder.Services.AddSingleton<LeadTraces>();
        return builder;
    }

    public static WebApplication MapConsumers(this WebApplication app)
    {
        var consumers = app.MapGroup("/v1/consumers").WithTags("Consumers").RequirePermission(Permission.ManageConsumers)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        consumers.MapGet("{id:guid}/export", ExportConsumer.HandleAsync).Audited("consumer.export").WithName("exportConsumer").WithSummary("Export everything that is held about a consumer")
            .WithDescription("Their leads with contact, consent and its revocation, what happened to each, entries of the suppression list, holds, and what other stores hold. A lead names its consumer in `consumerId`.");
        consumers.MapDelete("{id:guid}", EraseConsumer.HandleAsync).Audited("consumer.erase").WithName("eraseConsumer").WithSummary("Erase a consumer")
            .WithDescription("""
                Removes what tells who they are: contact with its key, notes, details, keys of the search and of duplicates, cached answers, graph and vectors. The facts of their leads
                stay (line, state, ZIP code, times, score, agent, outcome). It can't be taken back, and outlives a restored backup. Under legal hold nothing is erased and the answer is 409.
                """)
            .ProducesProblem(StatusCodes.Status409Conflict);
        consumers.MapPut("{id:guid}/legal-hold", SetLegalHold.HandleAsync).Audited("legal-hold.set").WithName("setLegalHold").WithSummary("Put a consumer under legal hold: nothing of theirs is erased")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        consumers.MapDelete("{id:guid}/legal-hold", LiftLegalHold.HandleAsync).Audited("legal-hold.lift").WithName("liftLegalHold").WithSummary("Lift a legal hold");

        app.MapPost("/v1/leads/{id:guid}/consent-revocations", RevokeConsent.HandleAsync).WithTags("Leads").RequirePermission(Permission.WorkLeads).Audited("consent.revoke")
            .WithName("revokeConsent").WithSummary("Withdraw the consent of a lead")
            .WithDescription("From the answer on nobody may act on the lead: it is not qualified, not assigned and not tried again. 201 for the first, 200 with the first for any later one.")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return app;
    }
}
