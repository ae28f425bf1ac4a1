using LeadPlatform.Auditing;
using LeadPlatform.Backend.Documentation;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Calls;

namespace LeadPlatform.Backend.Auditing;

/// <summary>Who did what: this service's own audit log, and that of the whole platform.</summary>
internal static class AuditFeature
{
    private const string CantBeRead = "A filter can't be read; member errors lists each (code invalid_request).";

    private const string Entry =
        """
        {
          "log": "backend", "position": 4711, "at": "2026-01-31T17:05:00.123456Z", "actor": "0193b3f0-0000-7000-8000-00000000b001", "role": "manager",
          "origin": "203.0.113.0/24", "requestId": "0HNB7K2Q3", "action": "agent.change", "resource": "agent", "resourceId": "0193b3f0-0000-7000-8000-00000000a001",
          "detail": "weight", "previousHash": "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9", "hash": "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
        }
        """;

    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder)
    {
        builder.AddAuditing(AuditLogs.Backend);
        builder.AddCallerClient<LeadsAudit>("dataservice");
        return builder;
    }

    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/audit", ListAudit.HandleAsync).RequirePermission(Permission.ReadAudit)
            .WithName("listAudit").WithTags("Audit").WithSummary("List who did what, newest first")
            .WithDescription("""
                Every write, sign-in, export and change of keys and permissions, of all services. Leads that sources capture are not among them: their record is the
                lead's own timeline. Entries hold no personal data: users are told by their ids, callers' addresses by their network.
                """)
            .Refuses(StatusCodes.Status400BadRequest, CantBeRead)
            .Refuses(StatusCodes.Status503ServiceUnavailable, "DataService does not answer (code unavailable).")
            .WithExamples(null, StatusCodes.Status200OK, $$"""{"items":[{{Entry}}],"nextCursor":"NDcxMS4xMjM"}""");
        var (list, chain) = app.MapAuditing(AuditLogs.Backend);
        list.Refuses(StatusCodes.Status400BadRequest, CantBeRead)
            .WithExamples(null, StatusCodes.Status200OK, $$"""{"items":[{{Entry}}],"nextCursor":"NDcxMQ"}""");
        chain.Refuses(StatusCodes.Status400BadRequest, CantBeRead)
            .WithExamples(null, StatusCodes.Status200OK, $$"""{"head":{"position":4711,"hash":"6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"},"entries":[{{Entry}}]}""");
    }
}
