using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.DataService.Storage;
using LeadPlatform.DataService.Vectors.Keeping;
using LeadPlatform.ServiceDefaults.Auditing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.DataService.Vectors;

/// <summary><c>GET /v1/vectors</c>: where the index stands, and how far the last rebuild has come.</summary>
internal static class GetVectors
{
    public static async Task<Ok<VectorsView>> HandleAsync(LeadsContext database, ILeadVectors index, IOptions<VectorOptions> options, CancellationToken cancellationToken)
    {
        var model = options.Value.Model;
        var stored = await database.LeadVectors.LongCountAsync(row => row.Model == model, cancellationToken);
        long? indexed = null;
        try
        {
            indexed = await index.CountAsync(cancellationToken);
        }
        catch (VectorsUnavailableException)
        {
            // How the rest stands is worth knowing all the more.
        }

        var last = await database.VectorRebuilds.AsNoTracking().OrderByDescending(row => row.StartedAt).FirstOrDefaultAsync(cancellationToken);
        return TypedResults.Ok(new VectorsView(options.Value.Provider, model, options.Value.Dimensions, stored, indexed, last?.ToView()));
    }
}

/// <summary><c>POST /v1/vectors/rebuild</c>: makes all vectors anew, and in Qdrant a new collection beside the one in use. One at a time: while one runs, that one is the answer.</summary>
internal static class StartRebuild
{
    public static async Task<Accepted<RebuildView>> HandleAsync(
        LeadsContext database, AuditLog audit, HttpContext context, IOptions<VectorOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var rebuild = new VectorRebuild
        {
            RebuildId = Guid.CreateVersion7(),
            Status = RebuildStatus.Running,
            Model = options.Value.Model,
            Total = await database.Leads.LongCountAsync(cancellationToken),
            StartedAt = time.GetUtcNow(),
        };
        database.VectorRebuilds.Add(rebuild);
        try
        {
            await audit.SaveAsync(database, context.Audit("vectors", rebuild.RebuildId), cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            database.ChangeTracker.Clear();
            rebuild = await database.VectorRebuilds.AsNoTracking().OrderByDescending(row => row.StartedAt).FirstAsync(cancellationToken);
        }

        return TypedResults.Accepted("/v1/vectors", rebuild.ToView());
    }

    internal static RebuildView ToView(this VectorRebuild row) => new(row.RebuildId, row.Status, row.Total, row.Done, row.StartedAt, row.EndedAt);
}
