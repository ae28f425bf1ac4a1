using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Graph;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.DataService.Graph.Rebuilding;

/// <summary><c>POST /v1/graph/rebuilds</c>.</summary>
internal static class StartRebuild
{
    public static async Task<Accepted<GraphRebuildView>> HandleAsync(
        HttpContext context, RebuildTable table, GraphRebuilder rebuilder, AuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rebuildId = Guid.CreateVersion7(now);
        await audit.WriteAsync(context.Audit("graph-rebuild", rebuildId), cancellationToken);
        var rebuild = await table.StartAsync(rebuildId, now, cancellationToken);
        rebuilder.Wake();
        return TypedResults.Accepted($"/v1/graph/rebuilds/{rebuild.RebuildId}", rebuild);
    }
}

/// <summary><c>GET /v1/graph/rebuilds/{id}</c>.</summary>
internal static class GetRebuild
{
    public static async Task<Results<Ok<GraphRebuildView>, ProblemHttpResult>> HandleAsync(Guid id, RebuildTable table, CancellationToken cancellationToken) =>
        await table.FindAsync(id, cancellationToken) is { } rebuild ? TypedResults.Ok(rebuild) : Problem.NotFound("rebuild");
}

/// <summary><c>POST /v1/graph/rebuilds/{id}/cancel</c>.</summary>
internal static class CancelRebuild
{
    public static async Task<Results<Ok<GraphRebuildView>, ProblemHttpResult>> HandleAsync(
        Guid id, HttpContext context, RebuildTable table, AuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(id, cancellationToken) is null)
            return Problem.NotFound("rebuild");
        await audit.WriteAsync(context.Audit("graph-rebuild", id), cancellationToken);
        await table.EndAsync(id, GraphRebuildStatus.Cancelled, null, time.GetUtcNow(), cancellationToken);
        return await table.FindAsync(id, cancellationToken) is { } rebuild ? TypedResults.Ok(rebuild) : Problem.NotFound("rebuild");
    }
}
