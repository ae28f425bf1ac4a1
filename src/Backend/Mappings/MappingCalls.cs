using System.Text.Json;
using LeadPlatform.Auditing;
using LeadPlatform.Backend.Preconditions;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadPlatform.Backend.Mappings;

/// <summary><c>GET /v1/sources/{id}/mapping</c>, and the same for DataService.</summary>
internal static class GetMapping
{
    public static async Task<Results<Ok<SourceMapping>, ProblemHttpResult>> HandleAsync(
        Guid id, HttpResponse response, BackendDb db, CancellationToken cancellationToken)
    {
        if (await db.Set<StoredMapping>().AsNoTracking().SingleOrDefaultAsync(m => m.SourceId == id, cancellationToken) is not { } stored)
            return Problem.NotFound("mapping");
        response.Headers.ETag = stored.ETag;
        return TypedResults.Ok(JsonSerializer.Deserialize(stored.Document, MappingJson.Default.SourceMapping)!);
    }
}

/// <summary><c>PUT /v1/sources/{id}/mapping</c>: makes or replaces it. DataService goes by it within 5 s.</summary>
internal static class PutMapping
{
    public static async Task<Results<Ok<SourceMapping>, Created<SourceMapping>, ProblemHttpResult>> HandleAsync(
        Guid id, SourceMapping mapping, HttpContext http, BackendDb db, AuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!IfMatch.TryRead(http.Request, out var expected))
            return IfMatch.Unreadable();
        if (MappingRules.Check(mapping) is { Count: > 0 } errors)
            return Problem.Validation(errors);
        if (!await db.Sources.AnyAsync(s => s.SourceId == id, cancellationToken))
            return Problem.NotFound("source");

        var stored = await db.Set<StoredMapping>().SingleOrDefaultAsync(m => m.SourceId == id, cancellationToken);
        if (stored is null ? expected.Tags is not null : !expected.Allows(stored.ETag))
            return Changed();
        var (now, created) = (time.GetUtcNow(), stored is null);
        if (stored is null)
            db.Add(stored = new StoredMapping { SourceId = id, Document = "", Version = default, ChangedAt = now });
        stored.Document = JsonSerializer.Serialize(mapping, MappingJson.Default.SourceMapping);
        (stored.Version, stored.ChangedAt) = (Guid.CreateVersion7(now), now);
        try
        {
            await audit.SaveAsync(db, http.Audit("mapping", id, created ? "made" : "replaced"), cancellationToken);
        }
        catch (DbUpdateException exception) when (exception is DbUpdateConcurrencyException || exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Changed();
        }

        http.Response.Headers.ETag = stored.ETag;
        return created ? TypedResults.Created($"/v1/sources/{id}/mapping", mapping) : TypedResults.Ok(mapping);
    }

    public static ProblemHttpResult Changed() => IfMatch.Changed("mapping");
}

/// <summary><c>DELETE /v1/sources/{id}/mapping</c>.</summary>
internal static class DeleteMapping
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, HttpContext http, BackendDb db, AuditLog audit, CancellationToken cancellationToken)
    {
        if (!IfMatch.TryRead(http.Request, out var expected))
            return IfMatch.Unreadable();
        if (await db.Set<StoredMapping>().AsNoTracking().SingleOrDefaultAsync(m => m.SourceId == id, cancellationToken) is not { } stored)
            return Problem.NotFound("mapping");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!expected.Allows(stored.ETag)
            || await db.Set<StoredMapping>().Where(m => m.SourceId == id && m.Version == stored.Version).ExecuteDeleteAsync(cancellationToken) == 0)
            return PutMapping.Changed();
        await audit.AppendAsync(db, http.Audit("mapping", id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary><c>POST /v1/sources/{id}/mapping/preview</c>: what a payload becomes. DataService, which makes the leads, says so.</summary>
internal static class PreviewMapping
{
    public static async Task<Results<Ok<MappingTrialView>, ProblemHttpResult>> HandleAsync(
        Guid id, MappingTrial trial, HttpRequest request, BackendDb db, MappingTrials trials, CancellationToken cancellationToken)
    {
        if (trial.Payload is null == trial.Form is null)
            return Problem.Validation([new FieldError("payload", "required", "Give payload or form, one of them.")]);
        if (trial.Mapping is { } given && MappingRules.Check(given) is { Count: > 0 } errors)
            return Problem.Validation([.. errors.Select(error => error with { Path = $"mapping.{error.Path}" })]);
        var stored = trial.Mapping is null ? await db.Set<StoredMapping>().AsNoTracking().SingleOrDefaultAsync(m => m.SourceId == id, cancellationToken) : null;
        if (trial.Mapping is null && stored is null)
            return Problem.NotFound("mapping");

        var mapping = trial.Mapping ?? JsonSerializer.Deserialize(stored!.Document, MappingJson.Default.SourceMapping);
        return await trials.RunAsync(trial with { Mapping = mapping }, request.Headers.Authorization, cancellationToken) is { } view
            ? TypedResults.Ok(view)
            : Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "The preview can't be made right now; try again.");
    }
}
