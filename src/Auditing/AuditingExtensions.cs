using System.ComponentModel;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Auditing;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadPlatform.Auditing;

/// <summary>The audit log of a service that keeps one in its database.</summary>
public static class AuditingExtensions
{
    private const int MaxChain = 1_000;

    /// <param name="log">The log's name, one of <see cref="AuditLogs"/>.</param>
    public static WebApplicationBuilder AddAuditing(this WebApplicationBuilder builder, string log)
    {
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddSingleton(services => new AuditReader(services.GetRequiredService<NpgsqlDataSource>(), log));
        return builder;
    }

    /// <summary><c>/v1/audit/logs/{log}</c>: this log alone, and its rows in their order for who verifies them.</summary>
    /// <returns>Both endpoints, to be described further.</returns>
    public static (RouteHandlerBuilder List, RouteHandlerBuilder Chain) MapAuditing(this IEndpointRouteBuilder app, string log)
    {
        var logs = app.MapGroup($"/v1/audit/logs/{log}").WithTags("Audit").RequirePermission(Permission.ReadAudit);
        var name = $"{char.ToUpperInvariant(log[0])}{log[1..]}Audit";
        var list = logs.MapGet("", ListAsync).WithName($"list{name}").WithSummary($"List the audit log of {log}, newest first").ProducesProblem(StatusCodes.Status400BadRequest);
        var chain = logs.MapGet("chain", ChainAsync).WithName($"verify{name}").WithSummary($"Read the audit log of {log} in its order, to verify it")
            .WithDescription("Each row's hash is that of the row before it together with its own content: `leads audit verify` recomputes them all.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        return (list, chain);
    }

    private static async Task<Results<Ok<Page<AuditView>>, ProblemHttpResult>> ListAsync([AsParameters] AuditFilter filter, AuditReader reader, CancellationToken cancellationToken)
    {
        var errors = filter.Check();
        if (!AuditCursor.TryParse(filter.Cursor, 1, out var before))
            errors.Add(AuditFilter.WrongCursor);
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);

        var found = await reader.ListAsync(filter, before?[0], filter.PageSize + 1, cancellationToken);
        var page = found.Take(filter.PageSize).ToList();
        return TypedResults.Ok(new Page<AuditView>(page, found.Count > page.Count ? AuditCursor.Format(page[^1].Position) : null));
    }

    private static async Task<Results<Ok<AuditChain>, ProblemHttpResult>> ChainAsync(
        [Description("The position after which to go on; 0 for the start.")] long? after,
        [Description("Rows, 1 to 1000; default 1000.")] int? limit,
        AuditReader reader,
        CancellationToken cancellationToken)
    {
        if (after < 0 || limit is < 1 or > MaxChain)
            return Problem.InvalidRequest([new FieldError(after < 0 ? "after" : "limit", "range", after < 0 ? "0 or more." : $"1 to {MaxChain}.")]);
        return TypedResults.Ok(await reader.ChainAsync(after ?? 0, limit ?? MaxChain, cancellationToken));
    }
}
